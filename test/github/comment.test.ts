import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Unavailable } from '../../src/github/unavailable.ts';
import { type Commented, runLine, writeComment } from '../../src/publish/comment.ts';
import { clientOf } from './client.ts';
import { type Fault, faults, type When } from './standin/fault.ts';
import { Standin } from './standin/standin.ts';

/*
 * The one comment of a key, whatever goes wrong while it is written: against the stand-in, without the program around.
 */

let github: Standin;
beforeEach(async () => {
  github = await Standin.start();
  await github.repository.push('main', { a: '1' });
  await github.repository.open({ branch: 'topic', files: { b: '1' } });
});
afterEach(() => github.close());

const MARKER = '<!-- pareto-report: bench -->';
const BOT = 'github-actions[bot]';
const COMMENTS: When = { path: '/issues/1/comments' };
const LIST: When = { ...COMMENTS, method: 'GET' };
const CREATE: When = { ...COMMENTS, method: 'POST' };
const UPDATE: When = { method: 'PATCH', path: '/issues/comments/' };

const bodyOf = (text: string, run = 9) => `${MARKER}\n${runLine(run)}\n${text}`;
const write = (text: string, run = 9): Promise<Commented | null> =>
  writeComment(
    clientOf(github, { 'pull-requests': 'write' }),
    { pull: 1 },
    { marker: MARKER, text: bodyOf(text, run), run, creates: true },
  );
const bodies = () => [...github.repository.comments.values()].map(({ body }) => body);

describe('there is one, all the same', () => {
  test.each<readonly [string, When, Fault]>([
    ['a primary limit that ends at once', CREATE, faults.primaryLimit(0)],
    ['a limit until a date', CREATE, limitUntil(new Date(Date.now() + 2000))],
    ['502 when it is created', CREATE, faults.serverError()],
    ['503 with a time to wait', LIST, { ...faults.serverError(503), headers: { 'retry-after': '1' } } as Fault],
    ['a connection that drops before the deed', CREATE, faults.drop()],
    ['a connection that drops after the deed', CREATE, faults.drop(true)],
    ['a slow answer', CREATE, faults.slow(2500)],
    ['a page instead of a list', LIST, faults.garbage()],
    ['a page instead of a comment', CREATE, faults.garbage()],
    ['our name refused', { path: '/graphql' }, { kind: 'answer', status: 403, body: { message: 'no' } }],
    ['GraphQL not there', { path: '/graphql' }, faults.notFound()],
    [
      'GraphQL with errors',
      { path: '/graphql' },
      { kind: 'answer', status: 200, body: { errors: [{ message: 'no' }] } },
    ],
  ])('%s', async (_, when, fault) => {
    github.inject(when, fault);
    const written = await write('new');
    expect(bodies()).toEqual([bodyOf('new')]);
    expect(written?.url).toContain(`issuecomment-${[...github.repository.comments.keys()][0]}`);
    await github.check();
  });

  test('half an answer is none', async () => {
    github.inject(LIST, {
      kind: 'answer',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '[{"id": 1',
    });
    await write('new');
    expect(bodies()).toHaveLength(1);
    await github.check();
  });

  test('written though the answer was lost, and the look for it fails twice', async () => {
    github.inject(CREATE, faults.drop(true));
    github.inject({ ...LIST, skip: 1, times: 2 }, faults.serverError());
    expect((await write('new'))?.did).toBe('unchanged');
    expect(bodies()).toHaveLength(1);
    await github.check();
  });

  test('deleted by somebody between the look and the update', async () => {
    github.repository.comment(1, BOT, `${MARKER}\nold`);
    github.inject(
      UPDATE,
      faults.meanwhile(async () => github.repository.comments.clear()),
    );
    expect((await write('new'))?.did).toBe('created');
    expect(bodies()).toEqual([bodyOf('new')]);
    await github.check();
  });
});

describe('two at once', () => {
  test('the other writes between our look and our comment: the older stays, with the newer text', async () => {
    let other: Commented | null = null;
    github.inject(
      CREATE,
      faults.meanwhile(async () => {
        other = await write('other');
      }),
    );
    const own = await write('own');
    expect(bodies()).toEqual([bodyOf('own')]);
    expect(own?.url).toBe((other as Commented | null)?.url);
    await github.check();
  });

  test('the other writes after our comment and before we look again', async () => {
    github.inject(
      { ...LIST, skip: 1 },
      faults.meanwhile(() => write('other')),
    );
    await write('own');
    expect(bodies()).toHaveLength(1);
    await github.check();
  });

  test('really at once, several times', { timeout: 60_000 }, async () => {
    for (let round = 0; round < 5; round += 1) {
      github.repository.comments.clear();
      await Promise.all(['a', 'b', 'c'].map((text) => write(text)));
      expect(bodies()).toHaveLength(1);
    }
    await github.check();
  });
});

test('what a later run has written stays', async () => {
  await write('newer', 12);
  expect((await write('older', 11))?.did).toBe('overtaken');
  expect(bodies()).toEqual([bodyOf('newer', 12)]);
  expect((await write('again', 12))?.did).toBe('updated');
  expect((await write('newest', 13))?.did).toBe('updated');
  expect(bodies()).toEqual([bodyOf('newest', 13)]);
  await github.check();
});

test('a duplicate that cannot be removed does not keep an old verdict', async () => {
  github.repository.comment(1, BOT, bodyOf('old', 1));
  github.repository.comment(1, BOT, bodyOf('older', 1));
  github.inject({ method: 'DELETE', path: '/issues/comments/' }, answer(403, 'Resource not accessible by integration'));
  await expect(write('new')).rejects.toThrow(/pull-requests: write/);
  expect(bodies()[0]).toBe(bodyOf('new'));
});

test('a person with the name of the App is not the App', async () => {
  github.repository.comment(1, 'github-actions', bodyOf('mine', 1));
  expect((await write('new'))?.did).toBe('created');
  expect(bodies()).toEqual([bodyOf('mine', 1), bodyOf('new')]);
});

describe('it is lost', () => {
  test.each<readonly [string, When, Fault, Unavailable['kind'], RegExp]>([
    ['a limit without a time', CREATE, answer(429, 'Too many requests'), 'limited', /asks for a wait of 60 s/],
    [
      'a limit whose time is nonsense',
      CREATE,
      { ...faults.secondaryLimit(Number.NaN) },
      'limited',
      /asks for a wait of 60 s/,
    ],
    ['a primary limit for an hour', LIST, faults.primaryLimit(3600), 'limited', /asks for a wait of 3[56]\d\d s/],
    ['dropped for ever', { ...LIST, times: 9 }, faults.drop(), 'unanswered', /^GitHub does not answer \(/],
    [
      'locked',
      CREATE,
      answer(403, 'Unable to create comment because issue is locked.'),
      'refused',
      /403 \(Unable to create/,
    ],
    [
      'archived',
      CREATE,
      answer(403, 'Repository was archived so is read-only.'),
      'refused',
      /the repository is archived/,
    ],
    ['gone', LIST, faults.notFound(), 'refused', /does the job have “pull-requests: write”/],
  ])('%s', async (_, when, fault, kind, reason) => {
    github.inject(when, fault);
    const error = await write('new').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Unavailable);
    expect(error).toMatchObject({ kind, message: expect.stringMatching(reason) });
    await github.check();
  });

  test('what is refused is asked once', async () => {
    github.inject({ ...LIST, times: 9 }, answer(403, 'no'));
    await expect(write('new')).rejects.toThrow(Unavailable);
    expect(github.requests.filter(({ path }) => path.includes('/comments'))).toHaveLength(1);
  });
});

function answer(status: number, message: string): Fault {
  return { kind: 'answer', status, body: { message } };
}

function limitUntil(date: Date): Fault {
  return { kind: 'answer', status: 429, headers: { 'retry-after': date.toUTCString() }, body: { message: 'Too many' } };
}
