import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EXAMPLE } from '../dist/spawn.ts';
import { step } from './runner.ts';
import { Standin } from './standin/standin.ts';

let github: Standin;
beforeEach(async () => {
  github = await Standin.start();
  await github.repository.push('main', { 'README.md': 'hello' });
});
afterEach(() => github.close());

const ALL = { 'pull-requests': 'write', contents: 'write', actions: 'read' } as const;

describe('a pull request', () => {
  test('comment', async () => {
    await github.repository.open({ branch: 'topic', files: { a: '1' } });
    const inputs = { reports: EXAMPLE, baseline: 'auto', thresholds: 'output-throughput>=1' };
    const ended = await step(github, { name: 'pull_request', pull: 1 }, { inputs, permissions: ALL });
    console.log(
      ended.stdout.slice(-3000),
      ended.stderr,
      ended.outputs,
      github.asked.map((a) => `${a.operation} ${a.status} ${a.permission}`),
    );
    await github.check();
  });
});
