import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Members } from './standin/openapi.ts';
import { emulator, standin, type Target } from './target.ts';

/** What the Action relies on, asked of two GitHubs that were written apart from each other. */
describe.each([
  ['the stand-in', standin],
  ['emulate', emulator],
])('%s', (_, start) => {
  let github: Target;
  beforeEach(async () => {
    github = await start();
  });
  afterEach(() => github.close());

  async function ask(operation: string, body?: unknown) {
    const [method = '', path = ''] = operation.split(' ');
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { authorization: `Bearer ${github.token}` };
    const response = await fetch(`${github.api}/repos/${github.repository}${path}`, { method, headers, ...sent });
    const text = await response.text();
    return {
      status: response.status,
      link: response.headers.get('link') ?? '',
      body: (text === '' ? null : JSON.parse(text)) as Members,
    };
  }

  async function orphan(path: string, bytes: Buffer): Promise<string> {
    const blob = await ask('POST /git/blobs', { content: bytes.toString('base64'), encoding: 'base64' });
    const tree = await ask('POST /git/trees', { tree: [{ path, mode: '100644', type: 'blob', sha: blob.body.sha }] });
    const commit = await ask('POST /git/commits', { message: path, tree: tree.body.sha, parents: [] });
    expect([blob.status, tree.status, commit.status]).toEqual([201, 201, 201]);
    expect(commit.body.parents).toEqual([]);
    return String(commit.body.sha);
  }

  test('pictures on an orphan commit under a ref of our own, forced on, found by prefix, deleted', async () => {
    const first = Buffer.from([0x89, 0x50, 0, 255]);
    const one = await orphan('plots/one.png', first);
    const ref = 'refs/pareto-report/pr-1';
    expect(await ask('POST /git/refs', { ref, sha: one })).toMatchObject({
      status: 201,
      body: { ref, object: { sha: one } },
    });
    expect(await github.file(one, 'plots/one.png')).toEqual(first);
    expect(await github.file(one, 'plots/two.png')).toBeNull();
    expect((await ask('POST /git/refs', { ref, sha: one })).status).toBe(422);
    const two = await orphan('plots/two.png', Buffer.from('two'));
    expect((await ask('PATCH /git/refs/pareto-report/pr-1', { sha: two })).status).toBe(422);
    expect(await ask('PATCH /git/refs/pareto-report/pr-1', { sha: two, force: true })).toMatchObject({
      status: 200,
      body: { object: { sha: two } },
    });
    // Replaced, and still served by its id.
    expect(await github.file(one, 'plots/one.png')).toEqual(first);
    expect((await ask('GET /git/matching-refs/pareto-report/')).body).toMatchObject([{ ref, object: { sha: two } }]);
    expect((await ask('DELETE /git/refs/pareto-report/pr-1')).status).toBe(204);
    expect((await ask('GET /git/ref/pareto-report/pr-1')).status).toBe(404);
    await github.check();
  });

  test('comments: made, edited, listed over all pages, deleted', async () => {
    const { number } = await github.open('topic');
    const made = await ask(`POST /issues/${number}/comments`, { body: '<!-- key -->\nfirst' });
    expect(made).toMatchObject({ status: 201, body: { user: { login: github.login } } });
    for (let i = 0; i < 12; i += 1) await ask(`POST /issues/${number}/comments`, { body: `more ${i}` });
    expect((await ask(`PATCH /issues/comments/${made.body.id}`, { body: 'edited' })).status).toBe(200);
    const bodies: unknown[] = [];
    for (let page: string | undefined = `/issues/${number}/comments?per_page=5`; page !== undefined; ) {
      const { body, link } = await ask(`GET ${page}`);
      bodies.push(...(body as unknown as Members[]).map((comment) => comment.body));
      page = /<[^>]*(\/issues\/[^>]*)>; rel="next"/.exec(link)?.[1];
    }
    expect(bodies).toEqual(['edited', ...Array.from({ length: 12 }, (_, i) => `more ${i}`)]);
    expect((await ask(`DELETE /issues/comments/${made.body.id}`)).status).toBe(204);
    expect((await ask(`GET /issues/comments/${made.body.id}`)).status).toBe(404);
    expect((await ask(`POST /issues/${number}/comments`, { body: '' })).status).toBe(422);
    await github.check();
  });

  test('the pull request of a head, and where it left its base', async () => {
    const { number, sha } = await github.open('topic');
    const [owner] = github.repository.split('/');
    expect((await ask(`GET /pulls?state=open&head=${owner}:topic`)).body).toMatchObject([{ number, head: { sha } }]);
    const main = (await ask('GET /git/ref/heads/main')).body.object as Members;
    const compared = await ask('GET /compare/main...topic');
    expect(compared.body).toMatchObject({ status: 'ahead', ahead_by: 1, merge_base_commit: { sha: main.sha } });
    await github.check();
  });
});

/** Should one of these fail, the emulator got better, and the contract above may ask for more. */
describe('known to be wrong in emulate', () => {
  let github: Target;
  beforeEach(async () => {
    github = await emulator();
  });
  afterEach(() => github.close());

  test('unknown tokens, PATCH of a missing ref, GraphQL, bodies without limit', async () => {
    const repo = `${github.api}/repos/${github.repository}`;
    const headers = { authorization: `Bearer ${github.token}` };
    expect((await fetch(repo, { headers: { authorization: 'Bearer nobody' } })).status).toBe(200);
    const body = JSON.stringify({ sha: '0'.repeat(40) });
    expect((await fetch(`${repo}/git/refs/x/y`, { method: 'PATCH', headers, body })).status).toBe(404);
    const query = JSON.stringify({ query: '{viewer{login}}' });
    expect((await fetch(github.graphql, { method: 'POST', headers, body: query })).status).toBe(404);
    const { number } = await github.open('topic');
    const long = JSON.stringify({ body: 'x'.repeat(65_537) });
    expect((await fetch(`${repo}/issues/${number}/comments`, { method: 'POST', headers, body: long })).status).toBe(
      201,
    );
  });
});
