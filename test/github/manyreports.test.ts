import { expect, test } from 'vitest';
import { github, PULL, standinForEach, WRITE, withPull } from './freshstandin.ts';
import { type StepResult, step } from './runner.ts';
import type { Run } from './standin/repository.ts';
import { archiveOf, workspaceOf } from './sweep.ts';

/*
 * Many reports of one pull request: a matrix with a gate and a key each, one over all, and another workflow.
 */

standinForEach({ private: true }, withPull);

const GATE = { reports: 'results', thresholds: 'output-throughput>=1' };
const KEYS = ['bench-a', 'bench-b', 'bench-c'];

/** A job of a run; of a new one where there is none yet. */
function job(run: Run | null, inputs: Readonly<Record<string, string>>, factor = 1, workflow?: string) {
  return step(github, PULL, {
    inputs: { ...GATE, ...inputs },
    permissions: WRITE,
    workspace: workspaceOf(factor),
    ...(workflow === undefined ? {} : { workflow }),
    ...(run === null ? {} : { env: { GITHUB_RUN_ID: `${run.id}`, ACTIONS_RUNTIME_TOKEN: github.runtimeToken(run) } }),
  });
}

const bodyOf = (ended: StepResult) =>
  [...github.repository.comments.values()].find(({ id }) => ended.outputs['comment-url']?.endsWith(`-${id}`))?.body ??
  '';
/** Name of the artifact that a comment leads to. */
function artifactOf(body: string): string | undefined {
  const [, run, id] = /actions\/runs\/(\d+)\/artifacts\/(\d+)">Artifact/.exec(body) ?? [];
  const artifact = github.repository.artifacts.get(Number(id));
  return artifact?.run === Number(run) ? artifact?.name : undefined;
}
const picturesIn = (text: string) => [...text.matchAll(/blob\/(\w{40})\//g)].map(([, commit]) => commit);

test('a comment, an artifact, a page and pictures each, and the total reads what each has measured', {
  timeout: 300_000,
}, async () => {
  const first = await job(null, { 'comment-key': 'bench-a' });
  const { run } = first;
  const parts = [first];
  for (const key of KEYS.slice(1)) parts.push(await job(run, { 'comment-key': key }));
  for (const [i, key] of KEYS.entries()) github.repository.artifact(run, `results-${key}`, archiveOf(1 + i / 100));
  const total = { reports: '', 'report-artifacts': 'results-*' };
  const whole = await job(run, total);
  const other = await job(null, {}, 1, '.github/workflows/nightly.yml');
  const all = [...parts, whole, other];
  for (const ended of all) expect(ended.status, ended.stdout + ended.stderr).toBe(0);
  expect(github.repository.comments.size).toBe(5);
  expect(new Set(all.map(({ outputs }) => outputs['comment-url'])).size).toBe(5);
  const names = [...KEYS, 'benchmark', 'nightly'].map((key) => `pareto-report-${key}`);
  expect(all.map((ended) => artifactOf(bodyOf(ended)))).toEqual(names);
  const commits = all.map((ended) => new Set(picturesIn(bodyOf(ended))));
  for (const [i, ended] of all.entries()) {
    expect(commits[i]?.size, names[i]).toBe(1);
    expect(new Set(picturesIn(ended.summary))).toEqual(commits[i]);
  }
  const refs = (await github.repository.bare.refs())
    .map(({ ref }) => ref)
    .filter((ref) => ref.includes('pareto-report/pr-1'));
  expect(refs).toHaveLength(5);
  // What the parts have measured, and not what they have reported.
  expect(whole.outputs.runs).toBe('9');
  const reported = await job(run, { ...total, 'report-artifacts': 'pareto-report-*', 'comment-key': 'reported' });
  expect(reported.stdout).toMatch(
    /^::error::no benchmark report could be read: .*give the folder that the benchmark jobs wrote$/m,
  );
  expect(github.repository.comments.size).toBe(5);
  await github.check();
});

test('where no comment has the verdict, the job’s own result names it, with the key that is not the workflow’s', {
  timeout: 300_000,
}, async () => {
  const annotations = ({ stdout }: StepResult) =>
    stdout
      .split('\n')
      .filter((line) => /^::\w+ title=pareto-report( \(.*?\))?%3A (pass|regression|nothing gated)/.test(line));
  const told = await job(null, {});
  expect(annotations(told)).toEqual([]);
  const quiet = await job(null, { comment: 'off' });
  expect(annotations(quiet)).toEqual([expect.stringMatching(/^::notice title=pareto-report%3A pass::\S/)]);
  const keyed = await job(null, { comment: 'off', 'comment-key': 'bench-a' });
  expect(annotations(keyed)).toEqual([expect.stringMatching(/^::notice title=pareto-report \(bench-a\)%3A pass::\S/)]);
  const loss = { comment: 'off', thresholds: 'output-throughput>=1e9' };
  const lenient = await job(null, { ...loss, 'fail-on': 'never' });
  expect(annotations(lenient).at(-1)).toMatch(/^::warning title=pareto-report%3A regression::\S/);
  expect(lenient.status).toBe(0);
  const failed = await job(null, loss);
  expect(failed.status).toBe(1);
  expect(failed.stdout.match(/the gate failed: /g)).toHaveLength(1);
  expect(annotations(failed).at(-1)).toMatch(
    /^::error title=pareto-report%3A regression::the gate failed: regression: /,
  );
});
