import { spawn } from 'node:child_process';
import type { IncomingRequest, OutgoingAnswer } from './listen.ts';
import type { Repository } from './repository.ts';
import type { Actor } from './token.ts';

/** Cookie of a person who may read the repository, as a browser that is signed in sends it. */
export const READER = 'user_session=reader';

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  svg: 'image/svg+xml',
  json: 'text/plain; charset=utf-8',
  md: 'text/plain; charset=utf-8',
};

/** GitHub's pages: a file of a commit as bytes, and git over HTTP. */
export async function web(
  request: IncomingRequest,
  repository: Repository,
  actorOf: (authorization: string | undefined) => Actor | null,
): Promise<OutgoingAnswer> {
  const path = decodeURIComponent(request.url.pathname);
  const home = `/${repository.fullName}`;
  if (path.startsWith(`${home}.git/`)) return git(request, repository, actorOf);
  const [, kind = '', commit = '', file = ''] = /^\/(blob|raw)\/([^/]+)\/(.+)$/.exec(path.slice(home.length)) ?? [];
  const signedIn = request.headers.cookie?.includes(READER) === true;
  if (!path.startsWith(`${home}/`) || kind === '' || (repository.private && !signedIn))
    return { status: 404, body: 'Not Found' };
  if (kind === 'blob') {
    const raw = ['true', '1'].includes(request.url.searchParams.get('raw') ?? '');
    if (raw) return { status: 302, headers: { location: `${home}/raw/${commit}/${encodeURI(file)}` } };
    return {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<!doctype html><title>A file on GitHub</title>',
    };
  }
  const bytes = await fileAt(repository, commit, file);
  if (bytes === null) return { status: 404, body: 'Not Found' };
  const type = TYPES[file.replace(/^.*\./, '')] ?? 'application/octet-stream';
  return { status: 200, headers: { 'content-type': type, 'x-content-type-options': 'nosniff' }, body: bytes };
}

/** Bytes of a file at a commit, or null. */
async function fileAt(repository: Repository, commit: string, file: string): Promise<Buffer | null> {
  const sha = (await repository.bare.resolve(`refs/heads/${commit}`)) ?? (await repository.bare.resolve(commit));
  return sha === null ? null : ((await repository.bare.file(sha, file))?.bytes ?? null);
}

async function git(
  { method, url, headers, bytes }: IncomingRequest,
  repository: Repository,
  actorOf: (authorization: string | undefined) => Actor | null,
): Promise<OutgoingAnswer> {
  const actor = actorOf(headers.authorization);
  const pushes = url.href.includes('git-receive-pack');
  const level = actor?.permissions.contents;
  const allowed = pushes ? level === 'write' : level !== undefined || !repository.private;
  if (!allowed) {
    const status = actor === null ? 401 : 403;
    return {
      status,
      headers: { 'www-authenticate': 'Basic realm="GitHub"' },
      body: 'Write access to repository not granted.',
    };
  }
  const env = {
    PATH: process.env.PATH ?? '',
    GIT_PROJECT_ROOT: repository.bare.folder,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: decodeURIComponent(url.pathname).slice(`/${repository.fullName}.git`.length),
    QUERY_STRING: url.search.slice(1),
    REQUEST_METHOD: method,
    CONTENT_TYPE: headers['content-type'] ?? '',
    CONTENT_LENGTH: String(bytes.length),
    REMOTE_USER: actor?.login ?? '',
    ...(headers['content-encoding'] === undefined ? {} : { HTTP_CONTENT_ENCODING: headers['content-encoding'] }),
    ...(headers['git-protocol'] === undefined ? {} : { GIT_PROTOCOL: String(headers['git-protocol']) }),
  };
  return cgi(env, bytes);
}

/** Runs `git http-backend`: headers, an empty line, the body. */
function cgi(env: Record<string, string>, input: Buffer): Promise<OutgoingAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['http-backend'], { env });
    const out: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', () => {
      const all = Buffer.concat(out);
      const end = all.indexOf('\r\n\r\n');
      const lines = all.subarray(0, end).toString().split('\r\n');
      const headers = Object.fromEntries(
        lines.map((line) => line.split(': ', 2)).map(([name = '', value = '']) => [name.toLowerCase(), value]),
      );
      const { status = '200', ...rest } = headers;
      resolve({ status: Number.parseInt(status, 10), headers: rest, body: all.subarray(end + 4) });
    });
  });
}
