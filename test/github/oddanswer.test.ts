import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FetchRequest, fetchArtifacts } from '../../src/fetching.ts';
import type { Client } from '../../src/github/client.ts';
import { OPERATIONS } from '../../src/github/form.ts';
import { type Occasion, occasionOf } from '../../src/github/occasion.ts';
import { Patience } from '../../src/github/patience.ts';
import { Unavailable } from '../../src/github/unavailable.ts';
import { BranchSource } from '../../src/input/branchfile.ts';
import { DiskSource } from '../../src/input/files.ts';
import { commitAt, commitsOf, pullAt, pullsOf } from '../../src/input/pull.ts';
import { writeComment } from '../../src/publish/comment.ts';
import { hostImages } from '../../src/publish/images.ts';
import { pruneImages } from '../../src/publish/prune.ts';
import { stampLine, stampOf } from '../../src/publish/stamp.ts';
import type { Place } from '../../src/publish/thread.ts';
import { clientOf } from './client.ts';
import { ODD, requestsOf } from './oddanswer.ts';
import { faults } from './standin/fault.ts';
import type { Run } from './standin/repository.ts';
import { Standin } from './standin/standin.ts';
import { zip } from './zip.ts';

/*
 * Every answer of every operation, replaced by each odd one: a feature ends with a sentence, and never as our bug.
 */

let github: Standin;
let head: string;
let run: Run;
beforeAll(async () => {
  github = await Standin.start({ private: true });
  for (const a of ['1', '2']) {
    const sha = await github.repository.push('main', { a });
    github.repository.artifact(github.repository.run({ sha }), 'pareto-report-benchmark', WHOLE);
  }
  ({ sha: head } = await github.repository.open({ branch: 'topic', files: { b: '1' } }));
  run = github.repository.run({ sha: head, event: 'pull_request' });
  github.repository.artifact(run, 'bench-a', WHOLE);
});
afterAll(() => github.close());

const WHOLE = zip([{ name: 'report.json', bytes: '{"format": "pareto-report/1"}' }]);
const MARKER = '<!-- pareto-report: benchmark -->';
const BOT = 'github-actions[bot]';
const STEP = '1a2b3c4d';
const DAY = 24 * 60 * 60 * 1000;

function occasion(): Occasion {
  const workflow = '.github/workflows/benchmark.yml';
  const env = {
    GITHUB_REPOSITORY: github.repository.fullName,
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_SHA: head,
    GITHUB_RUN_ID: String(run.id),
    GITHUB_WORKFLOW_REF: `${github.repository.fullName}/${workflow}@refs/heads/main`,
  };
  const repo = { full_name: github.repository.fullName };
  const pull_request = { number: 1, head: { sha: head, repo }, base: { ref: 'main', repo } };
  const read = occasionOf({ env, payload: { pull_request }, publishes: false });
  if (read === null) throw new Error('no job');
  return read;
}

async function fetched(client: Client, given: Partial<FetchRequest>): Promise<unknown> {
  const places = { 'baseline-artifact': null, 'baseline-branch': null, 'baseline-workflow': null };
  const wanted = { artifacts: [], key: 'benchmark', baseline: false, 'baseline-runs': 5, ...places, ...given };
  const { reports, history, status } = await fetchArtifacts(
    { occasion: occasion(), client, patience: new Patience(), effort: client.effort },
    wanted,
  );
  if (status.length > 0) throw new Unavailable('baseline', status.join('\n'));
  return [reports, history.runs.map(({ origin }) => origin.commit)];
}

/** Writes a comment where there are none, one, or two by mistake. */
async function commented(client: Client, place: Place, before: number): Promise<unknown> {
  const { repository } = github;
  repository.comments.clear();
  repository.commitComments.clear();
  for (let i = 0; i < before; i += 1) {
    repository.comment('pull' in place ? place.pull : place.commit, BOT, `${MARKER}\n${i}`);
  }
  const stamp = stampOf(occasion(), STEP);
  const text = `${MARKER}\n${stampLine(stamp)}\nnew`;
  return writeComment(client, place, { marker: MARKER, text, stamp, creates: true });
}

/** Leaves the comment of a run after ours alone. */
async function overtaken(client: Client): Promise<unknown> {
  const { repository } = github;
  repository.comments.clear();
  const stamp = stampOf(occasion(), STEP);
  const later = { id: repository.run({ sha: head }).id, attempt: 1 };
  repository.comment(1, BOT, `${MARKER}\n${stampLine({ ...stamp, measured: later, writer: later, step: '0' })}`);
  return writeComment(client, { pull: 1 }, { marker: MARKER, text: `${MARKER}\nnew`, stamp, creates: true });
}

function hosted(client: Client): Promise<unknown> {
  const images = [{ path: 'plots/a-light.png', bytes: Buffer.from('PNG') }];
  return hostImages(client, { occasion: occasion(), key: 'bench', step: STEP }, images, ['ref', 'branch']);
}

async function pruned(client: Client): Promise<unknown> {
  const day = new Date(Date.now() - 400 * DAY).toISOString();
  const by = { name: 'a', email: 'a@example.com', date: day };
  const { tree } = await github.repository.bare.only(head);
  const old = github.repository.bare.commit(tree, 'Pictures', [], { author: by, committer: by });
  const lines = [`pr-1/${day.slice(0, 10)}-run-1-1-x`, 'pr-2'].map(
    (name) => `update refs/pareto-report/${name} ${old}\n`,
  );
  await github.repository.bare.git(['update-ref', '--stdin'], lines.join(''));
  const { ended, ...rest } = await pruneImages(client, 90);
  if (ended !== null) throw new Unavailable('cleanup', ended);
  return rest;
}

const FEATURES: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
  baseline: (client) => fetched(client, { baseline: true }),
  'a workflow that is not there': (client) => fetched(client, { baseline: true, 'baseline-workflow': 'bench.yml' }),
  'report artifacts': (client) => fetched(client, { artifacts: ['bench-*'] }),
  images: hosted,
  'images that are there': hosted,
  'a new comment': (client) => commented(client, { pull: 1 }, 0),
  'a comment that is there, twice': (client) => commented(client, { pull: 1 }, 2),
  'a comment of a later run': overtaken,
  'a comment on a commit': (client) => commented(client, { commit: head }, 0),
  'a comment on a commit, twice': (client) => commented(client, { commit: head }, 2),
  'a pull request by its number': (client) => pullAt(client, 1),
  'commits of a pull request': (client) => commitsOf(client, { number: 1, head, base: 'main' }, head),
  'a commit': (client) => commitAt(client, head),
  'a file of a branch': async (client) => {
    const disk = new DiskSource(tmpdir());
    const { unsearched } = await new BranchSource(client, 'main', tmpdir(), disk).find(['README.md'], '');
    const [lack] = unsearched;
    if (lack?.kind === 'error') throw new Unavailable('config file', lack.reason);
    return lack;
  },
  'the pull request of a run': (client) =>
    pullsOf(client, {
      id: run.id,
      attempt: 1,
      event: 'pull_request',
      commit: head,
      head: { owner: 'octo', branch: 'topic' },
    }),
  cleanup: pruned,
};

/** Waits for an answer, and for no second try. */
class Haste extends Patience {
  override take(): boolean {
    return false;
  }
}

const hasty = () => clientOf(github, { contents: 'write', 'pull-requests': 'write', actions: 'read' }, new Haste());

/** Whether a feature does without the answer: our name is guessed, a run believed in, nothing expected of a deletion. */
function isNoLoss(operation: string, odd: string): boolean {
  if (/^POST \/graphql$|\/actions\/runs\/\{run_id\}$/.test(operation)) return true;
  return operation.startsWith('DELETE ') && odd === 'a 204';
}

/** Operations that were seen before. */
const seen = new Set<string>();

test.each(Object.entries(FEATURES))('%s: a sentence, and no bug', { timeout: 240_000 }, async (_, feature) => {
  github.asked.length = 0;
  await feature(hasty()).catch((error: unknown) => expect(error).toBeInstanceOf(Unavailable));
  const operations = new Set(github.asked.map(({ operation }) => operation).filter((one) => !seen.has(one)));
  for (const operation of operations) {
    seen.add(operation);
    for (const [name, odd] of Object.entries(ODD)) {
      github.inject(requestsOf(operation), faults.altered(odd));
      const error = await feature(hasty()).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      github.calm();
      const what = `${operation}: ${name}`;
      if (isNoLoss(operation, name)) expect(error, what).toBeNull();
      else expect(error, what).toBeInstanceOf(Unavailable);
      expect(error instanceof Error ? error.message : '', what).not.toMatch(/undefined|\[object|Cannot read|\n\s+at /);
    }
  }
  expect(github.violations).toEqual([]);
});

test('every operation that the program knows has been seen', () => {
  // What is asked of GraphQL is one operation to who answers.
  const known = new Set(OPERATIONS.map((operation) => operation.replace(/(?<=\/graphql) .*/, '')));
  expect([...seen].sort()).toEqual([...known].sort());
});
