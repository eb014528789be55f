import { describe, expect, test, vi } from 'vitest';
import { bodies, github, PULL, standinForEach, withPull } from './freshstandin.ts';
import { type Step, type StepResult, step } from './runner.ts';
import { workspaceOf } from './sweep.ts';

/*
 * Two reports under one key. Of one run, the first stays, and the second is told of it; of two workflows, the newer stays.
 * The comment's own line tells them apart: an Enterprise Server has no such artifacts, and elsewhere any job may upload one.
 */

// Each is several steps.
vi.setConfig({ testTimeout: 180_000 });

const WRITE = { contents: 'write', 'pull-requests': 'write' } as const;
const FAILING = { thresholds: 'output-throughput>=1e9' };
const PASSING = { thresholds: 'output-throughput>=1' };

const measure = (inputs: Readonly<Record<string, string>>, given: Partial<Step> = {}) =>
  step(github, PULL, {
    permissions: WRITE,
    workspace: workspaceOf(1),
    ...given,
    inputs: { reports: 'results', plots: 'none', html: 'none', ...inputs },
  });
const commentOf = ({ outputs }: StepResult) => /^comment: .*/m.exec(outputs['publish-status'] ?? '')?.[0];

const WHY = 'another report of this run has the comment-key “benchmark”';
/** All notes on publishing are in one annotation. */
const NOTES = '::warning title=pareto-report%3A publishing::';
const WARNING = `comment not published: ${WHY}; give each report a comment-key of its own`;

describe.each(['github.com', 'enterprise'] as const)('of one run on %s', (layout) => {
  standinForEach({ private: true, layout }, withPull);

  test.each([
    ['the better second', FAILING, PASSING],
    ['the worse second', PASSING, FAILING],
  ])('%s: the first stays, and the second says so and ends by its own verdict', async (_, one, two) => {
    const first = await measure(one);
    expect(commentOf(first)).toBe('comment: created');
    const [body] = bodies();
    const second = await measure({ ...two, plots: 'tradeoff' }, { within: first.run });
    expect(second.status).toBe(two === FAILING ? 1 : 0);
    expect(commentOf(second)).toBe(`comment: ${WHY}`);
    expect(second.stdout).toMatch(new RegExp(`^${NOTES}.*${WARNING}`, 'm'));
    expect(second.summary).toContain('another report of this run has the comment-key');
    expect(second.outputs['comment-url']).toBe('');
    expect(bodies()).toEqual([body]);
    // Its pictures are its own, in its job summary.
    const urls = second.outputs['image-urls']?.split('\n') ?? [];
    expect(urls).toHaveLength(2);
    expect(second.summary).toContain(urls[0]);
    await github.check();
  });

  test('with keys of their own both are there', async () => {
    const first = await measure({ ...FAILING, 'comment-key': 'a' });
    const second = await measure({ ...PASSING, 'comment-key': 'b' }, { within: first.run });
    expect([commentOf(first), commentOf(second)]).toEqual(['comment: created', 'comment: created']);
    expect(bodies()).toHaveLength(2);
    await github.check();
  });

  test('a second one that fails to read anything does not say so in place of the first', async () => {
    const first = await measure(FAILING);
    const [body] = bodies();
    const second = await measure({ ...FAILING, reports: 'nowhere' }, { within: first.run });
    expect(second.status).toBe(1);
    expect(commentOf(second)).toBe(`comment: ${WHY}`);
    expect(bodies()).toEqual([body]);
    await github.check();
  });
});

describe('of one run, where only a change is told of', () => {
  standinForEach({ private: true }, withPull);
  const ON_CHANGE = { comment: 'on-change' };

  test('a pass has no comment, and a regression after it has one', async () => {
    const first = await measure({ ...PASSING, ...ON_CHANGE });
    expect(commentOf(first)).toBe('comment: nothing to say');
    const second = await measure({ ...FAILING, ...ON_CHANGE }, { within: first.run });
    expect(commentOf(second)).toBe('comment: created');
    expect(bodies()).toEqual([expect.stringContaining('Regression')]);
    await github.check();
  });

  test('a pass after a regression leaves its comment', async () => {
    const first = await measure({ ...FAILING, ...ON_CHANGE });
    const second = await measure({ ...PASSING, ...ON_CHANGE }, { within: first.run });
    expect([commentOf(first), commentOf(second)]).toEqual(['comment: created', `comment: ${WHY}`]);
    expect(bodies()).toEqual([expect.stringContaining('Regression')]);
    await github.check();
  });
});

describe('an artifact of our name that is no report’s', () => {
  standinForEach({ private: true }, withPull);

  test('costs the artifact alone: no older verdict stands', async () => {
    expect(commentOf(await measure(PASSING))).toBe('comment: created');
    const next = await measure(FAILING, {
      before: (run) => github.repository.artifact(run, 'pareto-report-benchmark', Buffer.from('PK')),
    });
    expect(next.outputs['publish-status']).toMatch(
      /^artifact: failed \(another job or report of this run has uploaded one of that name \(.*409.*\): give each report of a run its own comment-key\)$/m,
    );
    expect(commentOf(next)).toBe('comment: updated');
    expect(bodies()).toEqual([expect.stringContaining('Regression')]);
    await github.check();
  });
});

describe('of two workflows', () => {
  standinForEach({ private: true, layout: 'enterprise' }, withPull);
  const night = '.github/workflows/night.yml';

  test('the newer run replaces the older one’s, and says so', async () => {
    await measure({ ...PASSING, 'comment-key': 'bench' });
    const newer = await measure({ ...FAILING, 'comment-key': 'bench' }, { workflow: night });
    const what = 'in place of that of the workflow “benchmark”, which has the same comment-key';
    expect(commentOf(newer)).toBe(`comment: updated; ${what}`);
    expect(newer.stdout).toContain(`::warning title=pareto-report%3A publishing::comment updated: ${what}`);
    expect(bodies()).toEqual([expect.stringContaining('Regression')]);
    const again = await measure({ ...FAILING, 'comment-key': 'bench' }, { workflow: night });
    expect(commentOf(again)).toBe('comment: updated');
    await github.check();
  });

  test('the older run that ends last is told by which workflow', async () => {
    const first = await measure({ ...PASSING, comment: 'off' });
    await measure({ ...PASSING, 'comment-key': 'bench' }, { workflow: night });
    const late = await measure({ ...FAILING, 'comment-key': 'bench' }, { within: first.run });
    const what = 'a later run of the workflow “night”, which has the same comment-key, has written it';
    expect(commentOf(late)).toBe(`comment: ${what}`);
    expect(late.stdout).toContain(
      `::warning title=pareto-report%3A publishing::comment not written: ${what}; give each`,
    );
    await github.check();
  });
});
