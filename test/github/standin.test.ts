import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { github, standinForEach, startStandin } from './freshstandin.ts';
import { faults } from './standin/fault.ts';
import type { Members } from './standin/openapi.ts';
import { Standin } from './standin/standin.ts';
import type { Permissions } from './standin/token.ts';
import { zip } from './zip.ts';

const ALL: Permissions = { contents: 'write', 'pull-requests': 'write', actions: 'read' };
const SHA = '0123456789012345678901234567890123456789';

standinForEach({});

/** Sends a request as a token, or as nobody. */
async function ask(token: string | null, operation: string, body?: unknown) {
  const [method = '', path = ''] = operation.split(' ');
  const address = path.startsWith('/graphql') ? github.urls.graphql : `${github.urls.api}${path}`;
  const headers = { 'user-agent': 'test', ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(address, { method, headers, redirect: 'manual', ...sent });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? null : JSON.parse(text)) as Members,
  };
}

const repo = '/repos/octo/bench';

describe('tokens', () => {
  test('unknown: 401; without the permission: 403, which names it', async () => {
    await github.repository.push('main', { a: '1' });
    expect(await ask('ghp_no', `GET ${repo}`)).toMatchObject({ status: 401, body: { message: 'Bad credentials' } });
    const refused = await ask(github.token({ contents: 'read' }), `POST ${repo}/git/blobs`, { content: 'x' });
    expect(refused).toMatchObject({ status: 403, body: { message: 'Resource not accessible by integration' } });
    expect(refused.headers.get('x-accepted-github-permissions')).toBe('contents=write');
    expect((await ask(null, `POST ${repo}/git/blobs`, { content: 'x' })).status).toBe(401);
    await github.check();
  });

  test('a private repository is not there for those who may not read it; a public one is for all', async () => {
    expect((await ask(null, `GET ${repo}`)).status).toBe(200);
    const hidden = await Standin.start({ private: true });
    try {
      const response = await fetch(`${hidden.urls.api}${repo}`, { headers: { 'user-agent': 'test' } });
      expect(response.status).toBe(404);
    } finally {
      await hidden.close();
    }
  });

  test('what was used is recorded, write standing for read', async () => {
    await github.repository.push('main', { a: '1' });
    const token = github.token(ALL);
    await ask(token, `GET ${repo}/commits`);
    expect(github.permissionsUsed()).toEqual(['contents: read']);
    await ask(token, `POST ${repo}/git/blobs`, { content: 'x' });
    await ask(token, `GET ${repo}/actions/runs`);
    expect(github.permissionsUsed()).toEqual(['actions: read', 'contents: write']);
    await github.check();
  });

  test('a rate limit that is used up', async () => {
    const token = github.token(ALL, { remaining: 1 });
    const last = await ask(token, `GET ${repo}`);
    expect(last.headers.get('x-ratelimit-remaining')).toBe('0');
    const limits = (await ask(github.token({}), 'GET /rate_limit')).body;
    expect(limits.rate).toMatchObject({ limit: 1000, remaining: 999, used: 1 });
    expect(await ask(token, `GET ${repo}`)).toMatchObject({
      status: 403,
      body: { message: /^API rate limit exceeded/ },
    });
  });

  test('who one is: GraphQL says, REST refuses a GITHUB_TOKEN', async () => {
    const token = github.token({});
    expect((await ask(token, 'POST /graphql', { query: 'query { viewer { login } }' })).body).toEqual({
      data: { viewer: { login: 'github-actions[bot]' } },
    });
    expect((await ask(token, 'GET /user')).status).toBe(403);
    const person = github.token({}, { login: 'octocat' });
    expect((await ask(person, 'GET /user')).body).toMatchObject({ login: 'octocat', type: 'User' });
    await github.check();
  });
});

describe('what the description does not allow is a violation', () => {
  test.each([
    ['a body of the wrong type', `POST ${repo}/git/refs`, { ref: 7, sha: SHA }, 'body/ref: must be string'],
    [
      'a key that GitHub would ignore',
      `POST ${repo}/git/refs`,
      { ref: 'refs/x/y', sha: SHA, froce: 1 },
      'unknown key froce',
    ],
    ['a missing key', `POST ${repo}/git/refs`, { ref: 'refs/x/y' }, "must have required property 'sha'"],
    ['an unknown parameter', `GET ${repo}/actions/runs?sha=${SHA}`, undefined, 'unknown parameter sha'],
    [
      'a parameter of the wrong type',
      `GET ${repo}/actions/runs?per_page=all`,
      undefined,
      'query per_page/value: must be integer',
    ],
    ['a path that is not served', `GET ${repo}/stargazers`, undefined, 'a path that the stand-in does not serve'],
  ])('%s', async (_, operation, body, violation) => {
    await github.repository.push('main', { a: '1' });
    await ask(github.token(ALL), operation, body);
    expect(github.violations.join('\n')).toContain(violation);
    await expect(github.check()).rejects.toThrow(violation);
  });

  test('a token in a URL', async () => {
    const token = github.token(ALL);
    await fetch(`${github.urls.web}/octo/bench?token=${token}`);
    expect(github.violations).toEqual(['a token in a URL: GET on the web host']);
  });

  test('a token sent to the storage host', async () => {
    const run = github.repository.run({ sha: await github.repository.push('main', { a: '1' }) });
    const { id } = github.repository.artifact(run, 'bench', zip([{ name: 'a/b.txt', bytes: 'hello '.repeat(99) }]));
    const found = await ask(github.token(ALL), `GET ${repo}/actions/artifacts/${id}/zip`);
    const location = found.headers.get('location') ?? '';
    expect(found.status).toBe(302);
    expect(new URL(location).origin).toBe(github.urls.storage);
    const archive = Buffer.from(await (await fetch(location)).arrayBuffer());
    expect(archive.subarray(30, 37).toString()).toBe('a/b.txt');
    const size = archive.readUInt32LE(18);
    expect(inflateRawSync(archive.subarray(37, 37 + size)).toString()).toBe('hello '.repeat(99));
    expect((await fetch(location, { headers: { authorization: 'Bearer x' } })).status).toBe(403);
    expect(github.violations).toEqual([expect.stringContaining('carried an Authorization header')]);
  });
});

describe('git data', () => {
  test('an orphan commit on a ref of our own, by objects, and read back by git', async () => {
    await github.repository.push('main', { 'README.md': 'hello' });
    const token = github.token(ALL);
    const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255]);
    const blob = await ask(token, `POST ${repo}/git/blobs`, { content: bytes.toString('base64'), encoding: 'base64' });
    const entry = { path: 'plots/a.png', mode: '100644', type: 'blob', sha: blob.body.sha };
    const tree = await ask(token, `POST ${repo}/git/trees`, { tree: [entry] });
    const commit = await ask(token, `POST ${repo}/git/commits`, { message: 'Plots', tree: tree.body.sha, parents: [] });
    expect(commit).toMatchObject({ status: 201, body: { parents: [], verification: { verified: true } } });
    const { sha } = commit.body;
    const made = await ask(token, `POST ${repo}/git/refs`, { ref: 'refs/pareto-report/pr-1', sha });
    expect(made).toMatchObject({
      status: 201,
      body: { ref: 'refs/pareto-report/pr-1', object: { sha, type: 'commit' } },
    });
    const page = await fetch(`${github.urls.web}/octo/bench/blob/${sha}/plots/a.png?raw=true`);
    expect(page.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await page.arrayBuffer())).toEqual(bytes);
    expect((await ask(token, `GET ${repo}/git/matching-refs/pareto-report/`)).body).toMatchObject([
      { object: { sha } },
    ]);
    expect(github.permissionsUsed()).toEqual(['contents: write']);
    await github.check();
  });

  test('refs: what is missing, there already, no fast-forward, ill-formed or kept by GitHub', async () => {
    const first = await github.repository.push('main', { a: '1' });
    const second = await github.repository.push('main', { a: '2' });
    const token = github.token(ALL);
    const create = (ref: string, sha: string) => ask(token, `POST ${repo}/git/refs`, { ref, sha });
    const patch = (ref: string, sha: string, force?: boolean) =>
      ask(token, `PATCH ${repo}/git/refs/${ref}`, { sha, ...(force === undefined ? {} : { force }) });
    expect(await patch('pareto-report/x', second)).toMatchObject({
      status: 422,
      body: { message: 'Reference does not exist' },
    });
    expect((await ask(token, `GET ${repo}/git/ref/pareto-report/x`)).status).toBe(404);
    expect((await ask(token, `GET ${repo}/git/matching-refs/pareto-report/`)).body).toEqual([]);
    expect((await ask(token, `DELETE ${repo}/git/refs/pareto-report/x`)).status).toBe(422);
    expect((await create('refs/pareto-report/x', second)).status).toBe(201);
    expect(await create('refs/pareto-report/x', second)).toMatchObject({
      status: 422,
      body: { message: 'Reference already exists' },
    });
    expect((await create('pareto-report/x', second)).status).toBe(422);
    expect((await create('refs/x', second)).status).toBe(422);
    expect((await create('refs/pull/1/head', second)).status).toBe(422);
    expect(await create('refs/heads/x', SHA)).toMatchObject({
      status: 422,
      body: { message: 'Object does not exist' },
    });
    expect(await patch('pareto-report/x', first)).toMatchObject({
      status: 422,
      body: { message: 'Update is not a fast forward' },
    });
    expect((await patch('pareto-report/x', first, true)).status).toBe(200);
    expect((await ask(token, `DELETE ${repo}/git/refs/pareto-report/x`)).status).toBe(204);
    expect((await ask(token, `DELETE ${repo}/git/refs/heads/main`)).status).toBe(422);
    await github.check();
  });

  test('of two creations of one ref at once, one wins', async () => {
    const sha = await github.repository.push('main', { a: '1' });
    const token = github.token(ALL);
    const both = await Promise.all(
      [1, 2].map(() => ask(token, `POST ${repo}/git/refs`, { ref: 'refs/pareto-report/x', sha })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
    await github.check();
  });

  test.each(['../escape', '.git/config', '/absolute', 'a//b'])('no tree with the path %s', async (path) => {
    await github.repository.push('main', { a: '1' });
    const tree = [{ path, mode: '100644', type: 'blob', content: 'x' }];
    expect((await ask(github.token(ALL), `POST ${repo}/git/trees`, { tree })).status).toBe(422);
    await github.check();
  });
});

describe('git data at its edges', () => {
  test('no tree of a blob and no commit of a tree that is not there', async () => {
    await github.repository.push('main', { a: '1' });
    const token = github.token(ALL);
    const tree = [{ path: 'a', mode: '100644', type: 'blob', sha: SHA }];
    expect(await ask(token, `POST ${repo}/git/trees`, { tree })).toMatchObject({
      status: 422,
      body: { message: `tree.sha ${SHA} is not a valid blob` },
    });
    expect((await ask(token, `POST ${repo}/git/commits`, { message: 'x', tree: SHA })).status).toBe(422);
    await github.check();
  });

  test('an empty repository: 409', async () => {
    const token = github.token(ALL);
    expect(await ask(token, `POST ${repo}/git/blobs`, { content: 'x' })).toMatchObject({
      status: 409,
      body: { message: 'Git Repository is empty.' },
    });
    expect((await ask(token, `POST ${repo}/git/refs`, { ref: 'refs/x/y', sha: SHA })).status).toBe(409);
    await github.check();
  });

  test('clone, fetch of a ref of our own, and push, by git itself', async () => {
    const sha = await github.repository.push('main', { a: '1' });
    await github.repository.bare.setRef('refs/pareto-report/x', sha);
    const folder = mkdtempSync(join(tmpdir(), 'clone-'));
    const env = { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
    const git = (...args: string[]) =>
      new Promise<string>((resolve, reject) => {
        execFile('git', args, { env }, (error, stdout, stderr) =>
          error === null ? resolve(stdout) : reject(new Error(stderr)),
        );
      });
    const remote = `${github.urls.web}/octo/bench.git`;
    await git('clone', '--quiet', remote, folder);
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('1');
    await git('-C', folder, 'fetch', '--quiet', 'origin', 'refs/pareto-report/x');
    await expect(git('-C', folder, 'push', '--quiet', 'origin', 'main:refs/heads/new')).rejects.toThrow();
    const secret = Buffer.from(`x-access-token:${github.token(ALL)}`).toString('base64');
    const header = `http.extraHeader=Authorization: Basic ${secret}`;
    await git('-C', folder, '-c', header, 'push', '--quiet', 'origin', 'main:refs/heads/new');
    expect(await github.repository.bare.resolve('refs/heads/new')).toBe(sha);
    await github.check();
  });
});

describe('comments', () => {
  test('pages with Link, editing, deleting', async () => {
    await github.repository.push('main', { a: '1' });
    await github.repository.open({ branch: 'topic', files: { a: '2' } });
    for (let i = 0; i < 65; i += 1) github.repository.comment(1, 'someone', `comment ${i}`);
    const token = github.token(ALL);
    const first = await ask(token, `GET ${repo}/issues/1/comments`);
    expect(first.body).toHaveLength(30);
    expect(first.headers.get('link')).toBe(
      `<${github.urls.api}${repo}/issues/1/comments?page=2>; rel="next", <${github.urls.api}${repo}/issues/1/comments?page=3>; rel="last"`,
    );
    const last = await ask(token, `GET ${repo}/issues/1/comments?per_page=100&page=1`);
    expect([(last.body as unknown as unknown[]).length, last.headers.get('link')]).toEqual([65, null]);
    const made = await ask(token, `POST ${repo}/issues/1/comments`, { body: 'ours' });
    expect(made).toMatchObject({ status: 201, body: { user: { login: 'github-actions[bot]', type: 'Bot' } } });
    const one = `${repo}/issues/comments/${made.body.id}`;
    expect((await ask(token, `PATCH ${one}`, { body: 'edited' })).body).toMatchObject({ body: 'edited' });
    expect((await ask(token, `DELETE ${one}`)).status).toBe(204);
    expect((await ask(token, `GET ${one}`)).status).toBe(404);
    expect((await ask(token, `GET ${repo}/issues/9/comments`)).status).toBe(404);
    await github.check();
  });

  test('one that is too long is refused in the words of GitHub', async () => {
    await github.repository.push('main', { a: '1' });
    await github.repository.open({ branch: 'topic', files: { a: '2' } });
    const token = github.token(ALL);
    const post = (length: number) => ask(token, `POST ${repo}/issues/1/comments`, { body: 'x'.repeat(length) });
    expect((await post(65_536)).status).toBe(201);
    expect(await post(65_537)).toMatchObject({
      status: 422,
      body: {
        message: 'Validation Failed',
        errors: [
          {
            resource: 'IssueComment',
            code: 'unprocessable',
            field: 'data',
            message: 'Body is too long (maximum is 65536 characters)',
          },
        ],
      },
    });
    await github.check();
  });

  test('issues: write serves as well as pull-requests: write, read does not', async () => {
    await github.repository.push('main', { a: '1' });
    await github.repository.open({ branch: 'topic', files: { a: '2' } });
    const post = (token: string) => ask(token, `POST ${repo}/issues/1/comments`, { body: 'x' });
    expect((await post(github.token({ issues: 'write' }))).status).toBe(201);
    expect((await post(github.token({ 'pull-requests': 'read', issues: 'read', contents: 'write' }))).status).toBe(403);
  });

  test('on a commit', async () => {
    const sha = await github.repository.push('main', { a: '1' });
    const token = github.token(ALL);
    const made = await ask(token, `POST ${repo}/commits/${sha}/comments`, { body: 'x' });
    expect((await ask(token, `PATCH ${repo}/comments/${made.body.id}`, { body: 'y' })).body).toMatchObject({
      body: 'y',
    });
    expect((await ask(token, `GET ${repo}/commits/${sha}/comments`)).body).toMatchObject([
      { body: 'y', commit_id: sha },
    ]);
    expect((await ask(token, `POST ${repo}/commits/${SHA}/comments`, { body: 'x' })).status).toBe(422);
    await github.check();
  });
});

describe('history and pull requests', () => {
  test('the merge base, commits along a branch, and a file at a commit', async () => {
    const { repository } = github;
    const base = await repository.push('main', { a: '1' });
    const { sha } = await repository.open({ branch: 'topic', files: { a: '2' } });
    const tip = await repository.push('main', { b: '1' });
    const token = github.token(ALL);
    const compared = await ask(token, `GET ${repo}/compare/main...topic`);
    expect(compared.body).toMatchObject({
      status: 'diverged',
      ahead_by: 1,
      behind_by: 1,
      merge_base_commit: { sha: base },
    });
    const listed = (await ask(token, `GET ${repo}/commits?sha=main`)).body as unknown as Members[];
    expect(listed.map((commit) => commit.sha)).toEqual([tip, base]);
    expect((await ask(token, `GET ${repo}/contents/a?ref=${sha}`)).body).toMatchObject({
      content: Buffer.from('2').toString('base64'),
    });
    expect((await ask(token, `GET ${repo}/compare/main...nothing`)).status).toBe(404);
    await github.check();
  });

  test('by head, of a fork: found by owner and branch, never by commit', async () => {
    const { repository } = github;
    await repository.push('main', { a: '1' });
    const { sha } = await repository.open({ branch: 'main', from: 'stranger/bench', author: 'stranger' });
    const token = github.token(ALL);
    const found = await ask(token, `GET ${repo}/pulls?state=open&head=stranger:main`);
    expect(found.body).toMatchObject([
      { number: 1, head: { sha, label: 'stranger:main', repo: { full_name: 'stranger/bench', fork: true } } },
    ]);
    expect((await ask(token, `GET ${repo}/pulls?head=octo:main`)).body).toEqual([]);
    expect((await ask(token, `GET ${repo}/commits/${sha}/pulls`)).body).toEqual([]);
    expect((await ask(token, `GET ${repo}/compare/main...stranger:main`)).body).toMatchObject({ ahead_by: 1 });
    expect((await ask(token, `GET ${repo}/compare/main...nobody:main`)).status).toBe(404);
    expect((await ask(token, `GET ${repo}/pulls/1`)).body).toMatchObject({ head: { sha }, base: { ref: 'main' } });
    const run = repository.run({ sha, event: 'pull_request', branch: 'main', from: 'stranger/bench' });
    expect((await ask(token, `GET ${repo}/actions/runs/${run.id}`)).body).toMatchObject({
      pull_requests: [],
      head_repository: { full_name: 'stranger/bench' },
    });
    await github.check();
  });
});

describe('a comment of another author', () => {
  const MUTATION = (name: string) => `mutation ($id: ID!) { ${name}(input: { subjectId: $id }) { clientMutationId } }`;

  test.each([
    [[], 200, 204, true],
    [['edit', 'fold'], 403, 403, false],
  ] as const)('an App is refused %j', async (refused, edited, deleted, folded) => {
    await github.repository.push('main', { a: '1' });
    await github.repository.open({ branch: 'topic', files: { a: '2' } });
    for (const deed of refused) github.repository.refusesOthers.add(deed);
    const comment = github.repository.comment(1, 'github-actions[bot]', 'text');
    const token = github.token(ALL, { login: 'bench-app[bot]' });
    const listed = (await ask(token, `GET ${repo}/issues/1/comments`)).body as unknown as Members[];
    const variables = { id: listed[0]?.node_id };
    const fold = (name: string) => ask(token, 'POST /graphql', { query: MUTATION(name), variables });
    expect('errors' in (await fold('minimizeComment')).body).toBe(!folded);
    expect(comment.folded).toBe(folded);
    await fold('unminimizeComment');
    expect(comment.folded).toBe(false);
    const path = `${repo}/issues/comments/${comment.id}`;
    expect((await ask(token, `PATCH ${path}`, { body: 'new' })).status).toBe(edited);
    expect((await ask(token, `DELETE ${path}`)).status).toBe(deleted);
    await github.check();
  });
});

describe('runs and artifacts', () => {
  test('filters, newest first; an artifact that expired is gone; downloading takes the permission', async () => {
    const { repository } = github;
    const sha = await repository.push('main', { a: '1' });
    const old = repository.run({ sha, created: '2026-01-01T00:00:00Z' });
    const failed = repository.run({ sha, conclusion: 'failure' });
    const other = repository.run({ sha, workflow: '.github/workflows/lint.yml' });
    const token = github.token(ALL);
    const runs = async (query: string) => {
      const { body } = await ask(token, `GET ${repo}/actions/${query}`);
      return (body.workflow_runs as Members[]).map((run) => run.id);
    };
    expect(await runs(`runs?head_sha=${sha}`)).toEqual([other.id, failed.id, old.id]);
    expect(await runs('workflows/benchmark.yml/runs?status=success&branch=main&event=push')).toEqual([old.id]);
    expect((await ask(token, `GET ${repo}/actions/workflows/none.yml/runs`)).status).toBe(404);
    const expired = repository.artifact(old, 'report', Buffer.from('x'), { expired: true });
    repository.artifact(old, 'bench-1', Buffer.from('x'));
    const listed = await ask(token, `GET ${repo}/actions/runs/${old.id}/artifacts?name=report`);
    expect(listed.body).toMatchObject({
      total_count: 1,
      artifacts: [{ id: expired.id, expired: true, workflow_run: { head_sha: sha } }],
    });
    expect((await ask(token, `GET ${repo}/actions/artifacts/${expired.id}/zip`)).status).toBe(410);
    expect(
      (await ask(github.token({ contents: 'read' }), `GET ${repo}/actions/artifacts/${expired.id}/zip`)).status,
    ).toBe(403);
    await github.check();
  });
});

describe('a re-run', () => {
  test.each([
    ['run', 409],
    ['attempt', 200],
  ] as const)(
    'a re-run has the id of its run; where names are taken within a %s, the name of its artifact: %i',
    async (artifactNames, status) => {
      await github.close();
      await startStandin({ artifactNames });
      const sha = await github.repository.push('main', { a: '1' });
      const first = github.repository.run({ sha });
      github.repository.artifact(first, 'whole', Buffer.from('x'));
      const again = github.repository.rerun(first);
      expect(again).toMatchObject({ id: first.id, attempt: 2, status: 'in_progress', conclusion: null });
      expect((await ask(github.token(ALL), `GET ${repo}/actions/runs/${first.id}`)).body.run_attempt).toBe(2);
      // The end of an attempt that is late ends nothing.
      github.repository.finish(first, 'success');
      expect(github.repository.runs.get(first.id)?.status).toBe('in_progress');
      const { run, job } = again.backend;
      const ids = { workflow_run_backend_id: run, workflow_job_run_backend_id: job };
      const url = `${github.urls.results}twirp/github.actions.results.api.v1.ArtifactService/CreateArtifact`;
      const headers = { authorization: `Bearer ${github.runtimeToken(again)}`, 'content-type': 'application/json' };
      const body = JSON.stringify({ ...ids, name: 'whole', version: 4 });
      expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(status);
      expect((await ask(github.token(ALL), `GET ${repo}/actions/runs/${first.id}/artifacts`)).body.total_count).toBe(1);
      await github.check();
    },
  );
});

describe('uploads', () => {
  test('an upload by the protocol of @actions/artifact, in one piece and in blocks', async () => {
    const run = github.repository.run({ sha: await github.repository.push('main', { a: '1' }) });
    const token = github.runtimeToken(run);
    const ids = { workflow_run_backend_id: run.backend.run, workflow_job_run_backend_id: run.backend.job };
    const call = async (method: string, body: Members, bearer = token) => {
      const url = `${github.urls.results}twirp/github.actions.results.api.v1.ArtifactService/${method}`;
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${bearer}` };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ ...ids, ...body }) });
      return { status: response.status, body: (await response.json()) as Members };
    };
    const finalize = (name: string, bytes: Buffer) => {
      const hash = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      return call('FinalizeArtifact', { name, size: String(bytes.length), hash });
    };
    const bytes = Buffer.from('not really a zip');
    const created = await call('CreateArtifact', { name: 'whole', version: 4 });
    const url = String(created.body.signed_upload_url);
    expect((await fetch(url, { method: 'PUT', body: bytes })).status).toBe(400);
    expect((await fetch(url, { method: 'PUT', body: bytes, headers: { 'x-ms-blob-type': 'BlockBlob' } })).status).toBe(
      201,
    );
    expect(await finalize('whole', bytes)).toMatchObject({ status: 200, body: { ok: true } });
    expect(await call('CreateArtifact', { name: 'whole', version: 4 })).toMatchObject({
      status: 409,
      body: { code: 'already_exists' },
    });

    const blocks = String(
      (await call('CreateArtifact', { name: 'blocks', version: 7, mime_type: 'image/png' })).body.signed_upload_url,
    );
    for (const [id, part] of [
      ['Yg==', 'world'],
      ['YQ==', 'hello '],
    ]) {
      await fetch(`${blocks}&comp=block&blockid=${encodeURIComponent(id ?? '')}`, { method: 'PUT', body: part ?? '' });
    }
    const list = '<?xml version="1.0"?><BlockList><Latest>YQ==</Latest><Latest>Yg==</Latest></BlockList>';
    expect((await fetch(`${blocks}&comp=blocklist`, { method: 'PUT', body: list })).status).toBe(201);
    expect((await finalize('blocks', Buffer.from('hello world'))).status).toBe(200);
    expect((await call('CreateArtifact', { name: 'x', version: 4 }, 'nobody')).status).toBe(401);
    expect((await call('CreateArtifact', { name: 'a/b', version: 4 })).status).toBe(400);
    const uploaded = [...github.repository.artifacts.values()];
    expect(uploaded.map((one) => [one.name, one.type, Buffer.from(one.bytes).toString()])).toEqual([
      ['whole', 'application/zip', 'not really a zip'],
      ['blocks', 'image/png', 'hello world'],
    ]);
    await github.check();
    const page = await call('CreateArtifact', { name: 'page.html', version: 7, mime_type: 'text/html' });
    const put = { 'x-ms-blob-type': 'BlockBlob', 'x-ms-blob-content-type': 'text/plain' };
    await fetch(String(page.body.signed_upload_url), { method: 'PUT', body: bytes, headers: put });
    await finalize('page.html', bytes);
    await call('FinalizeArtifact', { name: 'never', size: '1', digest: 'x' });
    expect(github.violations).toEqual([
      'results: page.html was created as text/html and uploaded as text/plain',
      'results: FinalizeArtifact has an unknown field digest',
    ]);
  });
});

describe('faults', () => {
  test('answers, drops and delays come as often as asked, after as many as asked', async () => {
    const token = github.token(ALL);
    github.inject({ method: 'GET', path: /^\/repos/, skip: 1, times: 2 }, faults.secondaryLimit(7));
    const answers = [];
    for (let i = 0; i < 4; i += 1) answers.push(await ask(token, `GET ${repo}`));
    expect(answers.map(({ status }) => status)).toEqual([200, 403, 403, 200]);
    expect(answers[1]?.headers.get('retry-after')).toBe('7');
    expect(github.requests.map(({ fault }) => fault)).toEqual([false, true, true, false]);
    github.inject({ path: '/rate_limit' }, faults.drop());
    await expect(ask(token, 'GET /rate_limit')).rejects.toThrow();
    github.inject({ path: '/rate_limit' }, faults.slow(60));
    const before = performance.now();
    expect((await ask(token, 'GET /rate_limit')).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(50);
    github.inject({ path: '/rate_limit' }, faults.primaryLimit(60));
    expect((await ask(token, 'GET /rate_limit')).headers.get('x-ratelimit-remaining')).toBe('0');
    await github.check();
  });

  test('a drop after the deed leaves it done; something may happen in between', async () => {
    await github.repository.push('main', { a: '1' });
    await github.repository.open({ branch: 'topic', files: { a: '2' } });
    const token = github.token(ALL);
    github.inject({ method: 'POST', path: '/comments' }, faults.drop(true));
    await expect(ask(token, `POST ${repo}/issues/1/comments`, { body: 'x' })).rejects.toThrow();
    expect(github.repository.comments.size).toBe(1);
    github.inject(
      { method: 'GET', path: '/comments' },
      faults.meanwhile(async () => github.repository.comment(1, 'someone', 'meanwhile')),
    );
    expect((await ask(token, `GET ${repo}/issues/1/comments`)).body).toHaveLength(2);
    await github.check();
  });

  test('a fault that nothing met fails the check', async () => {
    github.inject({ method: 'PATCH', path: '/git/refs/' }, faults.notFastForward());
    await expect(github.check()).rejects.toThrow('fault never met: PATCH /git/refs/');
  });
});

test('on an Enterprise Server the API is under /api of the pages', async () => {
  const enterprise = await Standin.start({ layout: 'enterprise' });
  try {
    const { api, graphql, web } = enterprise.urls;
    expect([api, graphql]).toEqual([`${web}/api/v3`, `${web}/api/graphql`]);
    const headers = { authorization: `Bearer ${enterprise.token({})}` };
    expect((await fetch(`${api}${repo}`, { headers })).status).toBe(200);
    const query = JSON.stringify({ query: '{viewer{login}}' });
    expect((await fetch(graphql, { method: 'POST', headers, body: query })).status).toBe(200);
    await enterprise.check();
  } finally {
    await enterprise.close();
  }
});

test('git finds what is broken, where something was written', async () => {
  await github.repository.push('main', { a: '1' });
  const bad = Buffer.concat([Buffer.from('100644 .git\0'), Buffer.alloc(20, 1)]);
  execFileSync('git', ['hash-object', '-w', '-t', 'tree', '--literally', '--stdin'], {
    input: bad,
    env: { ...process.env, GIT_DIR: github.repository.bare.folder },
  });
  await github.check();
  await ask(github.token({ contents: 'write' }), `POST ${repo}/git/blobs`, { content: 'x' });
  await expect(github.check()).rejects.toThrow('hasDotgit');
});
