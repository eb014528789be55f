import { describe, expect, test } from 'vitest';
import { Unavailable } from '../../src/github/unavailable.ts';
import { type CommentOutcome, writeComment } from '../../src/publish/comment.ts';
import { type Stamp, stampLine } from '../../src/publish/stamp.ts';
import { clientOf } from './client.ts';
import { bodies, github, standinForEach } from './freshstandin.ts';
import { type Fault, type FaultTrigger, faults } from './standin/fault.ts';
import { Standin } from './standin/standin.ts';

/*
 * The one comment of a key, whatever goes wrong while it is written: against the stand-in, without the program around.
 */

standinForEach({}, async (repository) => {
  await repository.push('main', { a: '1' });
  const { sha } = await repository.open({ branch: 'topic', files: { b: '1' } });
  const run = repository.run({ sha });
  for (let id = 1; id < 20; id += 1) repository.runs.set(id, { ...run, id });
});

const MARKER = '<!-- pareto-report: bench -->';
const BOT = 'github-actions[bot]';
const COMMENTS: FaultTrigger = { path: '/issues/1/comments' };
const LIST: FaultTrigger = { ...COMMENTS, method: 'GET' };
const CREATE: FaultTrigger = { ...COMMENTS, method: 'POST' };
const UPDATE: FaultTrigger = { method: 'PATCH', path: '/issues/comments/' };

/** Whose report a text is: of a run that has a step of its own, unless another is given. */
const stampOf = (id: number, more: Partial<Stamp> & { attempt?: number } = {}): Stamp => {
  const { attempt = 1, ...rest } = more;
  const measured = { id, attempt };
  return { measured, writer: measured, workflow: 'bench', step: `${id}${attempt}`, ...rest };
};
const bodyOf = (text: string, stamp = stampOf(9)) => `${MARKER}\n${stampLine(stamp)}\n${text}`;
const write = (
  text: string,
  stamp = stampOf(9),
  { login = BOT, creates = true }: { login?: string; creates?: boolean } = {},
): Promise<CommentOutcome | null> =>
  writeComment(
    clientOf(github, { 'pull-requests': 'write' }, undefined, { login }),
    { pull: 1 },
    { marker: MARKER, text: bodyOf(text, stamp), stamp, creates },
  );

describe('there is one, all the same', () => {
  test.each<readonly [string, FaultTrigger, Fault]>([
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
    [
      'GraphQL with the answer to something else',
      { path: '/graphql' },
      { kind: 'answer', status: 200, body: { data: { minimizeComment: {} } } },
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
    let other: CommentOutcome | null = null;
    github.inject(
      CREATE,
      faults.meanwhile(async () => {
        other = await write('other', stampOf(8));
      }),
    );
    const own = await write('own');
    expect(bodies()).toEqual([bodyOf('own')]);
    expect(own?.url).toBe((other as CommentOutcome | null)?.url);
    await github.check();
  });

  test('the other writes after our comment and before we look again', async () => {
    github.inject(
      { ...LIST, skip: 1 },
      faults.meanwhile(() => write('other', stampOf(8))),
    );
    await write('own');
    expect(bodies()).toHaveLength(1);
    await github.check();
  });

  test('really at once, several times', { timeout: 60_000 }, async () => {
    for (let round = 0; round < 5; round += 1) {
      github.repository.comments.clear();
      await Promise.all(['a', 'b', 'c'].map((text, i) => write(text, stampOf(i + 1))));
      expect(bodies()).toHaveLength(1);
      expect(bodies()[0]).toBe(bodyOf('c', stampOf(3)));
    }
    await github.check();
  });
});

test('what a later run has written stays', async () => {
  await write('newer', stampOf(12));
  expect((await write('older', stampOf(11)))?.did).toBe('overtaken');
  expect(bodies()).toEqual([bodyOf('newer', stampOf(12))]);
  expect((await write('newest', stampOf(13)))?.did).toBe('updated');
  expect(bodies()).toEqual([bodyOf('newest', stampOf(13))]);
  await github.check();
});

test('what names a run that is none holds nothing back', async () => {
  github.repository.comment(1, BOT, `${MARKER}\n<!-- pareto-report-run: 999999999999999 -->\nLGTM`);
  expect((await write('new'))?.did).toBe('updated');
  expect((await write('newer', stampOf(10), { login: 'bench-app[bot]' }))?.did).toBe('updated');
  expect(bodies()).toEqual([bodyOf('newer', stampOf(10))]);
  await github.check();
});

test('where GitHub does not tell of runs, what a line says is believed', async () => {
  await write('newer', stampOf(12));
  github.inject({ path: '/actions/runs/' }, answer(403, 'Resource not accessible by integration'));
  expect((await write('older', stampOf(11)))?.did).toBe('overtaken');
});

test('a later one among duplicates of ours stays', async () => {
  github.repository.comment(1, BOT, bodyOf('old', stampOf(8)));
  github.repository.comment(1, BOT, bodyOf('newest', stampOf(12)));
  expect(await write('between')).toMatchObject({ did: 'overtaken', before: stampOf(12) });
  expect(bodies()).toContain(bodyOf('newest', stampOf(12)));
  await github.check();
});

test('what is answered and not there is no comment', async () => {
  const user = { login: BOT };
  const body = { id: 5, node_id: 'x', html_url: 'https://proxy.example/c', body: '', user };
  github.inject(CREATE, { kind: 'answer', status: 201, body });
  await expect(write('new')).rejects.toThrow(/answered that it was written, and it is not there/);
});

test('nothing is sent on to another host', async () => {
  const other = await Standin.start();
  github.inject({ ...CREATE, times: 9 }, faults.redirect(`${other.urls.api.replace('127.0.0.1', 'localhost')}/x`));
  await expect(write('new')).rejects.toThrow(
    /GitHub’s answer redirects to http:\/\/localhost:\d+, which is not followed/,
  );
  expect(other.requests).toEqual([]);
  await other.close();
});

test('a duplicate that cannot be removed does not keep an old verdict', async () => {
  github.repository.comment(1, BOT, bodyOf('old', stampOf(1)));
  github.repository.comment(1, BOT, bodyOf('older', stampOf(1)));
  github.inject({ method: 'DELETE', path: '/issues/comments/' }, answer(403, 'Resource not accessible by integration'));
  await expect(write('new')).rejects.toThrow(/pull-requests: write/);
  expect(bodies()[0]).toBe(bodyOf('new'));
});

test('a person with the name of the App is not the App', async () => {
  github.repository.comment(1, 'github-actions', bodyOf('mine', stampOf(1)));
  expect((await write('new'))?.did).toBe('created');
  expect(bodies()).toEqual([bodyOf('mine', stampOf(1)), bodyOf('new')]);
});

describe('attempts of one run, in either order of arrival', () => {
  const [first, second] = [stampOf(9), stampOf(9, { attempt: 2 })];

  test('the later replaces what the earlier wrote, and never the other way round', async () => {
    await write('first', first);
    expect((await write('second', second))?.did).toBe('updated');
    const late = stampOf(9, { step: 'aa' });
    expect(await write('late', late)).toMatchObject({ did: 'overtaken', before: second });
    expect(bodies()).toEqual([bodyOf('second', second)]);
    await github.check();
  });

  test('the earlier writes between the look and the update of the later, which sees it and mends it', async () => {
    await write('before', stampOf(8));
    github.inject(
      UPDATE,
      faults.meanwhile(async () => {
        const [comment] = github.repository.comments.values();
        if (comment !== undefined) comment.body = bodyOf('first', first);
      }),
    );
    expect((await write('second', second))?.did).toBe('updated');
    expect(bodies()).toEqual([bodyOf('second', second)]);
    await github.check();
  });

  test('the earlier writes over the later before that has looked again', async () => {
    await write('before', stampOf(8));
    github.inject(
      { ...LIST, skip: 1 },
      faults.meanwhile(async () => {
        const [comment] = github.repository.comments.values();
        if (comment !== undefined) comment.body = bodyOf('first', first);
      }),
    );
    await write('second', second);
    expect(bodies()).toEqual([bodyOf('second', second)]);
    await github.check();
  });

  test('a line from before attempts were told is of the first', async () => {
    github.repository.comment(1, BOT, `${MARKER}\n<!-- pareto-report-run: 9 -->\nold`);
    expect((await write('first', first))?.did).toBe('another');
    expect((await write('second', second))?.did).toBe('updated');
    expect((await write('older', stampOf(8)))?.did).toBe('overtaken');
    await github.check();
  });

  test('the second half comes after the first, and its own later attempt after that', async () => {
    const half = (attempt: number, step: string) => stampOf(9, { writer: { id: 11, attempt }, step });
    await write('first', first);
    expect((await write('half', half(1, 'aa')))?.did).toBe('updated');
    expect((await write('half again', half(2, 'bb')))?.did).toBe('updated');
    expect((await write('late', half(1, 'cc')))?.did).toBe('overtaken');
    expect((await write('second', second))?.did).toBe('updated');
    expect((await write('half of the first', half(3, 'dd')))?.did).toBe('overtaken');
    expect(bodies()).toEqual([bodyOf('second', second)]);
    await github.check();
  });
});

describe('two reports of one attempt', () => {
  const other = stampOf(9, { step: 'ff' });

  test('the first stays', async () => {
    await write('first');
    expect(await write('second', other)).toMatchObject({ did: 'another', before: stampOf(9) });
    expect(bodies()).toEqual([bodyOf('first')]);
    await github.check();
  });

  test('in place of one of an earlier run, too', async () => {
    await write('before', stampOf(8));
    await write('first');
    expect((await write('second', other))?.did).toBe('another');
    expect(bodies()).toEqual([bodyOf('first')]);
    await github.check();
  });

  test('both find none: the older stays, and the other takes its own away', async () => {
    github.inject(
      CREATE,
      faults.meanwhile(() => write('first')),
    );
    expect((await write('second', other))?.did).toBe('another');
    expect(bodies()).toEqual([bodyOf('first')]);
    await github.check();
  });

  test('both find an older one: whichever is written over learns of it', async () => {
    await write('before', stampOf(8));
    github.inject(
      { ...LIST, skip: 1 },
      faults.meanwhile(async () => {
        const [comment] = github.repository.comments.values();
        if (comment !== undefined) comment.body = bodyOf('second', other);
      }),
    );
    expect((await write('first'))?.did).toBe('another');
    expect(bodies()).toEqual([bodyOf('second', other)]);
    await github.check();
  });

  test('an answer that was lost is no other report', async () => {
    github.inject(CREATE, faults.drop(true));
    expect((await write('first'))?.did).toBe('unchanged');
    await write('before', stampOf(10));
    github.inject(UPDATE, faults.drop(true));
    expect((await write('newer', stampOf(11)))?.did).toBe('updated');
    expect(bodies()).toEqual([bodyOf('newer', stampOf(11))]);
    await github.check();
  });
});

const APP = 'bench-app[bot]';
const [older, newer] = [stampOf(8), stampOf(10)];
const authors = () => [...github.repository.comments.values()].map(({ author, folded }) => [author, folded]);

describe('comments of others that it may not edit', () => {
  test('however many of others it may not edit, there is ours', async () => {
    github.repository.refusesOthers.add('edit');
    for (const n of [1, 2, 3, 4, 5]) github.repository.comment(1, `echo${n}[bot]`, bodyOf('hi', stampOf(1)));
    expect(await write('now', stampOf(9), { login: APP })).toMatchObject({ did: 'created', left: [] });
    expect(authors().map(([, folded]) => folded)).toEqual([true, true, true, true, true, false]);
    await github.check();
  });

  test('the newest, of the token in between, stays where an older run of the first token comes late', async () => {
    github.repository.refusesOthers.add('edit');
    await write('before', older, { login: APP });
    await write('newest', newer);
    const late = await write('late', stampOf(9), { login: APP });
    expect(late).toMatchObject({ did: 'overtaken', before: newer });
    expect(bodies()).toEqual([bodyOf('before', older), bodyOf('newest', newer)]);
    expect(authors()).toEqual([
      [APP, true],
      [BOT, false],
    ]);
    await github.check();
  });
});

describe('another token than before', () => {
  test.each([
    [BOT, APP],
    [APP, BOT],
    [BOT, 'octocat'],
  ])('what %s wrote, %s takes over, and brings up to date again and again', async (before, now) => {
    await write('before', older, { login: before });
    expect(await write('now', stampOf(9), { login: now })).toMatchObject({ did: 'updated', left: [] });
    expect((await write('later', newer, { login: now }))?.did).toBe('updated');
    expect(bodies()).toEqual([bodyOf('later', newer)]);
    expect(authors()).toEqual([[before, false]]);
    await github.check();
  });

  test('two reports of one attempt are told apart in it, and attempts keep their order', async () => {
    await write('before', older);
    await write('now', stampOf(9), { login: APP });
    expect((await write('second', stampOf(9, { step: 'ff' }), { login: APP }))?.did).toBe('another');
    expect((await write('late', stampOf(8, { attempt: 2 }), { login: APP }))?.did).toBe('overtaken');
    expect(bodies()).toEqual([bodyOf('now')]);
    await github.check();
  });

  test('where GitHub does not let us: a new one, and the old one is folded', async () => {
    await write('before', older);
    github.repository.refusesOthers.add('edit');
    const client = clientOf(github, { 'pull-requests': 'write' }, undefined, { login: APP });
    const writing = { marker: MARKER, text: bodyOf('now'), stamp: stampOf(9), creates: true };
    expect(await writeComment(client, { pull: 1 }, writing)).toMatchObject({ did: 'created', left: [] });
    expect(bodies()).toEqual([bodyOf('before', older), bodyOf('now')]);
    expect(authors()).toEqual([
      [BOT, true],
      [APP, false],
    ]);
    // The token lacks nothing: what it may not change is another's.
    client.permissions.refuse('actions: read', 'baseline');
    expect(client.permissions.note()).toBeNull();
    // From now on it is ours that counts, and nothing more is asked of the old one.
    const asked = github.requests.length;
    expect(await write('later', newer, { login: APP })).toMatchObject({ did: 'updated', left: [] });
    expect(github.requests.length - asked).toBe(4);
    await github.check();
  });

  test('nor lets us fold it: it is left, and named once', async () => {
    const { url } = (await write('before', older)) ?? {};
    github.repository.refusesOthers.add('edit').add('fold');
    const written = await write('now', stampOf(9), { login: APP });
    expect(written).toMatchObject({ did: 'created', left: [{ author: BOT, url }] });
    expect(await write('later', newer, { login: APP })).toMatchObject({ did: 'updated', left: [] });
    // And where none may be made, it is no comment to be content with.
    const none = write('nothing', stampOf(11), { login: 'other-app[bot]', creates: false });
    await expect(none).rejects.toThrow(/the one by .* is of an earlier report, and this token may not change it: http/);
  });

  test('and back: ours is brought up to date, and what the other wrote in between is folded', async () => {
    github.repository.refusesOthers.add('edit');
    await write('before', older);
    await write('between', stampOf(9), { login: APP });
    expect((await write('now', newer))?.did).toBe('updated');
    expect(authors()).toEqual([
      [BOT, false],
      [APP, true],
    ]);
    await github.check();
  });

  test.each([
    ['a person', 'octocat', bodyOf('mine', stampOf(8))],
    ['a person, of a later run', 'octocat', bodyOf('mine', stampOf(99))],
    ['a bot that quotes the marker alone', 'echo[bot]', `${MARKER}\nmine`],
    ['a bot that quotes a comment below a line of its own', 'echo[bot]', `> octocat said\n${bodyOf('mine')}`],
    ['a bot that repeats a stranger’s later run', 'echo[bot]', bodyOf('mine', stampOf(99))],
    ['a bot that repeats a stranger’s other report', 'echo[bot]', bodyOf('mine', stampOf(9, { step: 'ff' }))],
  ])('%s holds nothing back, and is not touched', async (_, author, body) => {
    github.repository.comment(1, author, body);
    expect((await write('now', stampOf(9), { login: APP }))?.did).toBe('created');
    expect(bodies()).toEqual([body, bodyOf('now')]);
    expect(authors()[0]).toEqual([author, false]);
    await github.check();
  });
});

describe('it is lost', () => {
  test.each<readonly [string, FaultTrigger, Fault, Unavailable['kind'], RegExp]>([
    ['a limit without a time', CREATE, answer(429, 'Too many requests'), 'limited', /asks for a wait of 60 s/],
    [
      'a limit whose time is nonsense',
      CREATE,
      { ...faults.secondaryLimit(Number.NaN) },
      'limited',
      /asks for a wait of 60 s/,
    ],
    ['a primary limit for an hour', LIST, faults.primaryLimit(3600), 'limited', /asks for a wait of 3\d{3} s/],
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
