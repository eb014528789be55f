import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { begin } from './event.ts';
import { github, PULL, standinForEach, WRITE, withPull } from './freshstandin.ts';
import { act, type StepResult, step } from './runner.ts';
import { workspaceOf } from './sweep.ts';

/*
 * Annotations of a job, of which GitHub shows ten of a kind: whatever else is said, the verdict is among them.
 */

vi.setConfig({ testTimeout: 240_000 });

standinForEach({ private: true }, withPull);

const INPUTS = { reports: 'results', plots: 'none', html: 'none', thresholds: 'output-throughput>=1' };

/** A workspace with reports that can be read, and some that cannot. */
function withBroken(count: number): string {
  const workspace = workspaceOf(1);
  for (let i = 0; i < count; i += 1) {
    mkdirSync(join(workspace, `results/broken-${i}`));
    writeFileSync(join(workspace, `results/broken-${i}/benchmark_report.yaml`), 'version: [');
  }
  return workspace;
}

const annotations = ({ stdout }: StepResult, severity: string) =>
  stdout.split('\n').filter((line) => line.startsWith(`::${severity} `));

test('what a later run has written names the verdict of this one nowhere: its job does', async () => {
  const given = { inputs: { ...INPUTS, comment: 'always' }, permissions: WRITE, workspace: workspaceOf(1) };
  const first = await begin(github, PULL);
  await step(github, PULL, given);
  const late = await act(github, first, given);
  expect(late.outputs['publish-status']).toContain('comment: a later run has written it');
  expect(late.outputs['comment-url']).toBe('');
  expect(annotations(late, 'notice').at(-1)).toMatch(/^::notice title=pareto-report%3A (pass|no regression).*::/i);
});

test('however much is wrong, the gate’s own words are shown, under what has failed', async () => {
  const inputs = { ...INPUTS, 'fail-on': 'rejected-report', comment: 'off' };
  const ended = await step(github, PULL, { inputs, permissions: WRITE, workspace: withBroken(15) });
  const errors = annotations(ended, 'error');
  expect(ended.status).toBe(1);
  expect(ended.outputs.verdict).toBe('pass');
  expect(errors.length).toBeLessThanOrEqual(10);
  expect(errors.at(-1)).toMatch(/^::error title=pareto-report%3A rejected-report::the gate failed: rejected-report: /);
});

test('what is past a bound is a warning where the job stays green, and no verdict', async () => {
  const inputs = { ...INPUTS, thresholds: 'output-throughput>=99999', 'fail-on': 'never', comment: 'off' };
  const ended = await step(github, PULL, { inputs, permissions: WRITE, workspace: workspaceOf(1) });
  expect(ended.status).toBe(0);
  expect(annotations(ended, 'error')).toEqual([]);
  const titles = annotations(ended, 'warning').map((line) =>
    line.replace(/^::warning title=(.*?)(,file=.*)?::.*/, '$1'),
  );
  expect(titles).toContain('pareto-report%3A past a bound');
  expect(titles.filter((title) => title === 'pareto-report%3A regression')).toHaveLength(1);
});
