import recorded from '@octokit/webhooks-examples' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { type Occasion, occasionOf } from '../../src/github/occasion.ts';

/*
 * What a job ran for, read from payloads that GitHub sent.
 */

type Tree = Record<string, unknown>;

/** A payload that GitHub sent once, with changes to what is in it. */
function sent(name: string, action: string | null, change: (payload: never) => void = () => {}): unknown {
  const { examples } =
    (recorded as unknown as { name: string; examples: Tree[] }[]).find((one) => one.name === name) ?? {};
  const found = structuredClone(examples?.find((one) => action === null || one.action === action));
  if (found === undefined) throw new Error(`no recorded payload: ${name} ${action}`);
  change(found as never);
  return found;
}

function read(
  event: string,
  payload: unknown,
  env: Readonly<Record<string, string>> = {},
  publishes = event === 'workflow_run',
): Occasion {
  const occasion = occasionOf({
    payload,
    publishes,
    env: {
      GITHUB_EVENT_NAME: event,
      GITHUB_REPOSITORY: 'octo/bench',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: 'c0ffee',
      GITHUB_RUN_ID: '77',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_ACTOR: 'octocat',
      GITHUB_WORKFLOW_REF: 'octo/bench/.github/workflows/bench.yml@refs/heads/main',
      ...env,
    },
  });
  if (occasion === null) throw new Error('no job');
  return occasion;
}

interface PullPayload {
  pull_request: {
    number: number;
    head: { sha: string; ref: string; repo: { full_name: string } | null };
    base: { ref: string; repo: { full_name: string } };
  };
}

const opened = (change?: (payload: PullPayload) => void) => sent('pull_request', 'opened', change);
const fork = (payload: PullPayload) => {
  payload.pull_request.head.repo = { full_name: 'stranger/bench' };
};

describe('a pull request', () => {
  const MERGE = { GITHUB_REF: 'refs/pull/2/merge' };

  test('of a branch here: its number, its head rather than the merge that is tried, its base', () => {
    const payload = opened() as PullPayload;
    const { pull, commit, branch, readOnly, defaultBranch } = read('pull_request', payload, MERGE);
    const { number, head, base } = payload.pull_request;
    expect(pull).toEqual({ number, head: head.sha, base: base.ref });
    expect({ commit, branch, readOnly }).toEqual({ commit: head.sha, branch: null, readOnly: null });
    expect(defaultBranch).toBe('master');
  });

  test('on pull_request_target it is judged by the base branch, for it has the rights of that', () => {
    const payload = opened(fork) as PullPayload;
    expect(read('pull_request_target', payload).judge).toBe(payload.pull_request.base.ref);
    expect(read('pull_request', payload, MERGE).judge).toBeNull();
  });

  test.each<readonly [string, string, (payload: PullPayload) => void, string, Occasion['readOnly']]>([
    ['from a fork', 'pull_request', fork, 'octocat', 'fork'],
    ['from a fork, reviewed', 'pull_request_review', fork, 'octocat', 'fork'],
    [
      'from a fork that was deleted',
      'pull_request',
      (payload) => {
        payload.pull_request.head.repo = null;
      },
      'octocat',
      'fork',
    ],
    ['from a fork, on pull_request_target', 'pull_request_target', fork, 'octocat', null],
    ['by Dependabot', 'pull_request', () => {}, 'dependabot[bot]', 'Dependabot'],
    ['by Dependabot, on pull_request_target', 'pull_request_target', () => {}, 'dependabot[bot]', null],
    ['by another bot', 'pull_request', () => {}, 'renovate[bot]', null],
  ])('%s', (_, event, change, actor, readOnly) => {
    expect(read(event, opened(change), { ...MERGE, GITHUB_ACTOR: actor }).readOnly).toBe(readOnly);
  });
});

describe('other events', () => {
  test('push to a branch, and by Dependabot', () => {
    const { branch, commit, pull, run, workflow, readOnly } = read('push', sent('push', null));
    expect({ branch, commit, pull, readOnly }).toEqual({
      branch: 'main',
      commit: 'c0ffee',
      pull: null,
      readOnly: null,
    });
    expect(run).toEqual({ id: 77, attempt: 2 });
    expect(workflow).toBe('bench.yml');
    expect(read('push', sent('push', null), { GITHUB_ACTOR: 'dependabot[bot]' }).readOnly).toBe('Dependabot');
  });

  test('push of a tag: on no branch', () => {
    const { branch, commit } = read('push', sent('push', null), { GITHUB_REF: 'refs/tags/v1.2' });
    expect({ branch, commit }).toEqual({ branch: null, commit: 'c0ffee' });
  });

  test('a branch with slashes', () => {
    expect(read('push', {}, { GITHUB_REF: 'refs/heads/release/2026/11' }).branch).toBe('release/2026/11');
  });

  test('a comment on a pull request, and one on an issue: about the default branch', () => {
    const on = (pull_request?: object) =>
      sent('issue_comment', 'created', (payload: { issue: object }) => {
        Object.assign(payload.issue, { number: 7, pull_request });
      });
    const { branch, commit, pull, commented } = read('issue_comment', on({ url: 'https://api.github.com/…/pulls/7' }));
    expect({ branch, commit, pull, commented }).toEqual({ branch: 'main', commit: 'c0ffee', pull: null, commented: 7 });

    expect(read('issue_comment', on()).commented).toBeNull();
  });

  test('schedule', () => {
    const { branch, pull, measured, mergeGroup } = read('schedule', { schedule: '17 3 * * *' });
    expect({ branch, pull, measured, mergeGroup }).toEqual({
      branch: 'main',
      pull: null,
      measured: null,
      mergeGroup: null,
    });
  });

  test('a merge group: its head, and the commit that it starts from', () => {
    const payload = sent('merge_group', null) as {
      merge_group: { head_sha: string; base_sha: string; base_ref: string };
    };
    const { head_sha, base_sha, base_ref } = payload.merge_group;
    const { commit, mergeGroup, pull } = read('merge_group', payload);
    expect({ commit, mergeGroup, pull }).toEqual({
      commit: head_sha,
      mergeGroup: { base: base_sha, branch: base_ref.replace('refs/heads/', '') },
      pull: null,
    });
  });
});

describe('a workflow run', () => {
  interface RunPayload {
    workflow_run: {
      id: number;
      event: string;
      head_sha: string;
      head_branch: string | null;
      path?: string;
      pull_requests: unknown[];
      head_repository: { owner: { login: string } } | null;
    };
  }

  test('what was measured, by which workflow, and where its head lies', () => {
    const payload = sent('workflow_run', 'completed', ({ workflow_run: run }: RunPayload) => {
      Object.assign(run, { path: '.github/workflows/measure.yaml', head_branch: 'topic', run_attempt: 3 });
      run.head_repository = { owner: { login: 'stranger' } };
      run.pull_requests = [{ number: 999 }];
    }) as RunPayload;
    const { id, event, head_sha } = payload.workflow_run;
    const { measured, commit, workflow, pull } = read('workflow_run', payload);
    expect(measured).toEqual({ id, attempt: 3, event, commit: head_sha, head: { owner: 'stranger', branch: 'topic' } });
    // A job that measures after another workflow is about itself.
    expect(read('workflow_run', payload, {}, false)).toMatchObject({
      ...{ measured: null, commit: 'c0ffee', workflow: 'bench.yml', branch: 'main' },
    });
    // What the payload says of pull requests has no say: it is empty for forks.
    expect({ commit, workflow, pull }).toEqual({ commit: head_sha, workflow: 'measure.yaml', pull: null });
  });

  test.each<readonly [string, (payload: RunPayload) => void]>([
    [
      'of a fork that was deleted',
      ({ workflow_run: run }) => {
        run.head_repository = null;
      },
    ],
    [
      'of no branch',
      ({ workflow_run: run }) => {
        run.head_branch = null;
      },
    ],
  ])('%s: its head is not known', (_, change) => {
    expect(read('workflow_run', sent('workflow_run', 'completed', change)).measured?.head).toBeNull();
  });
});

test.each([
  ['push', 'main', 'main'],
  ['merge_group', 'gh-readonly-queue/release/1.x/pr-104-929f8209d40f77f4abc622a499c93a83babdbe64', 'release/1.x'],
  ...['pull_request', 'pull_request_target', 'pull_request_review', 'release'].map((event) => [event, 'topic', null]),
] as [string, string, string | null][])(
  'the second half of a %s on %s knows the branch %s',
  (event, head_branch, branch) => {
    const payload = sent('workflow_run', 'completed', ({ workflow_run: run }: { workflow_run: Tree }) => {
      Object.assign(run, { event, head_branch, head_repository: run.repository });
    });
    expect(read('workflow_run', payload).branch).toBe(branch);
  },
);

test('no job of GitHub', () => {
  expect(occasionOf({ env: {}, payload: {}, publishes: false })).toBeNull();
  expect(occasionOf({ env: { GITHUB_REPOSITORY: 'nonsense' }, payload: {}, publishes: false })).toBeNull();
  expect(
    occasionOf({ env: { GITHUB_REPOSITORY: 'a/b' }, payload: { pull_request: { number: '7' } }, publishes: false }),
  ).toBeNull();
});

test('every payload on record can be read, whatever the event', () => {
  const all = (recorded as unknown as { name: string; examples: unknown[] }[]).flatMap(({ name, examples }) =>
    examples.map((payload) => ({ name, payload })),
  );
  expect(all.length).toBeGreaterThan(100);
  for (const { name, payload } of all) expect(() => read(name, payload), name).not.toThrow();
});
