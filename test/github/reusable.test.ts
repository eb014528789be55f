import { expect, test } from 'vitest';
import { begin, type Event } from './event.ts';
import { github, standinForEach, withMain } from './freshstandin.ts';
import { archiveOf } from './sweep.ts';
import { runWorkflow } from './workflowrun.ts';

/*
 * A reusable workflow runs within its caller's: GitHub's variables, the run and its artifacts are the caller's.
 */

standinForEach({ private: true }, withMain);

/** A run of a caller, `.github/workflows/<file>`, whose benchmark has left an artifact. */
async function called(event: Event, file: string, inputs: Readonly<Record<string, string>> = {}, factor = 1) {
  const begun = await begin(github, event, `.github/workflows/${file}`);
  github.repository.artifact(begun.run, 'bench-sweep', archiveOf(factor));
  const unset = { 'comment-key': '', 'baseline-branch': '', 'fail-on': '' };
  const defaults = { ...unset, 'report-artifacts': 'bench-*', comment: 'auto', images: 'auto' };
  const payload = { ...begun.payload, inputs: { ...defaults, ...inputs } };
  const { report } = await runWorkflow(github, 'examples/workflows/reusable.yml', { ...begun, payload });
  return report;
}

const refs = () => github.repository.bare.refs('refs/pareto-report/');
const artifacts = () => [...github.repository.artifacts.values()].map(({ name }) => name);

test('takes the caller’s artifacts, key and baseline', { timeout: 120_000 }, async () => {
  expect(await called({ name: 'push' }, 'bench.yml')).toMatchObject({
    result: 'success',
    outputs: { verdict: 'none' },
  });
  expect(artifacts()).toContain('pareto-report-bench');
  const { number } = await github.repository.open({ branch: 'topic', files: { b: '1' } });
  const pull: Event = { name: 'pull_request', pull: number };
  const report = await called(pull, 'bench.yml', {}, 0.7);
  expect(report, report?.log).toMatchObject({ result: 'failure', outputs: { verdict: 'regression' } });
  const [comment] = github.repository.comments.values();
  expect(comment?.body).toMatch(/^<!-- pareto-report: bench -->/);
  // While one only observes, and without pictures.
  const pictures = await refs();
  const observed = await called(pull, 'bench.yml', { 'fail-on': 'never', images: 'off' }, 0.7);
  expect(observed).toMatchObject({ result: 'success', outputs: { verdict: 'regression' } });
  expect(await refs()).toEqual(pictures);
  expect(github.permissionsUsed()).toEqual(['actions: read', 'contents: write', 'pull-requests: write']);
  await github.check();
});
