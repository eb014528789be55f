import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { EXAMPLE } from '../dist/spawn.ts';
import { github, standinForEach, withPull } from './freshstandin.ts';
import { type Step, type StepResult, step } from './runner.ts';
import { faults } from './standin/fault.ts';
import { READER } from './standin/web.ts';

/*
 * Two runs at once on one pull request: one comment, and no picture is lost.
 */

standinForEach({ private: true }, withPull);

const INPUTS = {
  reports: join(EXAMPLE, 'pd-disaggregation.setup_1r-tp2'),
  thresholds: 'output-throughput>=1',
};

const run = (reports = INPUTS.reports, before: Step['before'] = () => {}) =>
  step(
    github,
    { name: 'pull_request', pull: 1 },
    {
      inputs: { ...INPUTS, reports },
      permissions: { 'pull-requests': 'write', contents: 'write' },
      before,
      dist: process.execPath,
    },
  );

/** Pictures that Markdown shows. */
const picturesIn = (markdown: string) =>
  [...markdown.matchAll(/(?:srcset|src)="([^"]+)"|!\[[^\]]*\]\(([^)]+)\)/g)].map(([, html, plain]) =>
    (html ?? plain ?? '').replaceAll('&amp;', '&'),
  );

/** Asserts that both runs were as if alone, and that all they show is there after git has thrown away what no ref holds. */
async function bothStand(...runs: readonly StepResult[]): Promise<void> {
  const comments = [...github.repository.comments.values()];
  expect(comments).toHaveLength(1);
  await github.repository.bare.git(['gc', '--prune=now', '--quiet']);
  for (const { status, stdout, stderr, outputs } of runs) {
    expect(status, stdout + stderr).toBe(0);
    expect(outputs['publish-status']).toMatch(
      /^images: (ref|branch)\nartifact: uploaded as [a-z-]+\nhtml: uploaded\ncomment: (created|updated|a later run has written it)\nseconds: .*\nrequests: \d+ \(images \d+, comment \d+\)$/,
    );
  }
  // Whichever of the two wrote last.
  expect(runs.map(({ outputs }) => outputs['comment-url'])).toContainEqual(
    expect.stringContaining(`issuecomment-${comments[0]?.id}`),
  );
  for (const text of [comments[0]?.body ?? '', ...runs.map(({ summary }) => summary)]) {
    const pictures = picturesIn(text);
    expect(pictures).toHaveLength(2);
    for (const url of pictures) {
      const answer = await fetch(url.replace('github.localhost', '127.0.0.1'), { headers: { cookie: READER } });
      expect(answer.status, url).toBe(200);
      expect(
        Buffer.from(await answer.arrayBuffer())
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
    }
  }
  await github.check();
}

const LOOK = { method: 'GET', path: '/issues/1/comments' };
const WRITE = { method: 'POST', path: '/issues/1/comments' };
/** Longest that one waits for the other, in ms: less than a request has patience. */
const MEETING = 8000;
const orLate = (meeting: Promise<unknown>) => Promise.race([meeting, sleep(MEETING)]);
const writes = () => github.requests.filter(({ method, path }) => method === WRITE.method && path.endsWith(WRITE.path));

/** Lets nobody look before both have come. */
function lookTogether(): void {
  let come = 0;
  let both = () => {};
  const met = new Promise<void>((resolve) => {
    both = resolve;
  });
  const look = faults.meanwhile(() => {
    come += 1;
    if (come === 2) both();
    return orLate(met);
  });
  github.inject({ ...LOOK, times: 2 }, look);
}

async function twoRuns(before?: Step['before']): Promise<void> {
  const runs = [run(undefined, before), run(`${EXAMPLE}/pd-disaggregation.setup_1r-tp4`, before)];
  await bothStand(...(await Promise.all(runs)));
  // Neither found one, and each wrote its own; each has a ref of its own.
  expect(writes()).toHaveLength(2);
  expect(await refs()).toHaveLength(2);
}

test('both look before either writes', { timeout: 180_000 }, async () => {
  lookTogether();
  await twoRuns();
});

describe('one writes when the other has looked again, and has ended', () => {
  const looks = () => github.requests.filter(({ method, path }) => method === LOOK.method && path.includes(LOOK.path));
  const otherEnded = async () => {
    while (looks().length < 3) await sleep(20);
    await sleep(500);
  };
  test.each([
    ['earlier', Math.min],
    ['later', Math.max],
  ] as const)('the %s run', { timeout: 180_000 }, async (_, oneOf) => {
    lookTogether();
    const begun: number[] = [];
    await twoRuns(({ id }) => {
      begun.push(id);
      if (begun.length < 2) return;
      const its = { ...WRITE, body: new RegExp(`<!-- pareto-report-run: ${oneOf(...begun)}\\.`) };
      github.inject(
        its,
        faults.meanwhile(() => orLate(otherEnded())),
      );
    });
  });
});

const refs = async () => (await github.repository.bare.refs()).filter(({ ref }) => ref.includes('pareto-report/'));
