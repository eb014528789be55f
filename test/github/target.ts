import { createServer } from 'node:net';
import { createEmulator } from 'emulate';
import { Standin } from './standin/standin.ts';

/** A GitHub that the contract suite runs against: the stand-in, and an emulator of somebody else's as a second opinion. */
export interface Target {
  readonly api: string;
  readonly graphql: string;
  /** `owner/name`, with one commit on `main`. */
  readonly repository: string;
  /** A token that may write contents and comment. */
  readonly token: string;
  /** Whom the token stands for. */
  readonly login: string;
  /** Opens a pull request with a change and returns its number and head. */
  open(branch: string): Promise<{ number: number; sha: string }>;
  /** Bytes of a file at a commit as a page serves them, or null. */
  file(sha: string, path: string): Promise<Buffer | null>;
  /** Throws for anything found wrong. */
  check(): Promise<void>;
  close(): Promise<void>;
}

const REPOSITORY = 'octo/bench';

export async function standin(): Promise<Target> {
  const github = await Standin.start({ repository: REPOSITORY });
  await github.repository.push('main', { 'README.md': 'hello' });
  return {
    api: github.urls.api,
    graphql: github.urls.graphql,
    repository: REPOSITORY,
    token: github.token({ contents: 'write', 'pull-requests': 'write', actions: 'read' }),
    login: 'github-actions[bot]',
    open: (branch) => github.repository.open({ branch, files: { 'change.txt': branch } }),
    file: (sha, path) => bytesAt(`${github.urls.web}/${REPOSITORY}/blob/${sha}/${path}?raw=true`),
    check: () => github.check(),
    close: () => github.close(),
  };
}

/**
 * `emulate`, pinned: `latest` is another package. Known to be wrong in it: any token will do, no limit on bodies, no
 * GraphQL, ids of commits that git would not give, 404 for PATCH of a missing ref (GitHub: 422), objects in an empty
 * repository (GitHub: 409), no artifacts.
 */
export async function emulator(): Promise<Target> {
  const port = await freePort();
  const [owner = '', name = ''] = REPOSITORY.split('/');
  const api = `http://127.0.0.1:${port}`;
  const token = 'second-opinion';
  const seed = {
    tokens: { [token]: { login: owner, scopes: ['repo'] } },
    github: {
      users: [{ login: owner, name: owner, email: `${owner}@example.com` }],
      repos: [{ owner, name, auto_init: true }],
    },
  };
  const running = await createEmulator({ service: 'github', port, baseUrl: api, seed });
  const ask = async (method: string, path: string, body?: unknown) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${api}/repos/${REPOSITORY}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...sent,
    });
    if (!response.ok) throw new Error(`emulator: ${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json() as Promise<{ number: number; object: { sha: string }; head: { sha: string } }>;
  };
  return {
    api,
    graphql: `${api}/graphql`,
    repository: REPOSITORY,
    token,
    login: owner,
    open: async (branch) => {
      const main = await ask('GET', '/git/ref/heads/main');
      await ask('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha: main.object.sha });
      const content = Buffer.from(branch).toString('base64');
      await ask('PUT', '/contents/change.txt', { message: 'Change', content, branch });
      const { number, head } = await ask('POST', '/pulls', { title: branch, head: branch, base: 'main' });
      return { number, sha: head.sha };
    },
    file: (sha, path) => bytesAt(`${api}/${REPOSITORY}/raw/${sha}/${path}`),
    check: async () => {},
    close: () => running.close(),
  };
}

async function bytesAt(url: string): Promise<Buffer | null> {
  const response = await fetch(url);
  return response.ok ? Buffer.from(await response.arrayBuffer()) : null;
}

/** The emulator wants to be told its port. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
