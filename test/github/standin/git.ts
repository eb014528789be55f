import { type Call, type Handlers, type Reply, text } from './call.ts';
import { GitError } from './gitprocess.ts';
import type { GitObject } from './objects.ts';
import type { Members } from './openapi.ts';
import { NO_SHA } from './refs.ts';
import { refuse } from './refusal.ts';
import { gitCommitOf } from './shape.ts';

/** GitHub's git database: `/git/blobs`, `trees`, `commits` and `refs`. */

const REPO = '/repos/{owner}/{repo}';
const SHA = /^[0-9a-f]{40}$/;
/** Bytes of a blob that the API takes. */
const BLOB_LIMIT = 100 * 2 ** 20;

function needsObjects(call: Call): void {
  if (call.repository.bare.isEmpty()) throw refuse(409);
}

async function object(call: Call, sha: string, type: string): Promise<GitObject> {
  if (!SHA.test(sha)) throw refuse(422, 'The sha parameter must be exactly 40 characters and contain only [0-9a-f].');
  const found = await call.repository.bare.object(sha);
  if (found?.type !== type) throw refuse(404);
  return found;
}

async function createBlob(call: Call): Promise<Reply> {
  needsObjects(call);
  const encoding = call.body.encoding ?? 'utf-8';
  if (encoding !== 'utf-8' && encoding !== 'base64') throw refuse(422, 'Invalid request.');
  const content = text(call.body, 'content');
  if (encoding === 'base64' && !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(content))
    throw refuse(422, 'content is not valid Base64');
  const bytes = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
  if (bytes.length > BLOB_LIMIT) throw refuse(422, 'Blob is too large');
  const sha = call.repository.bare.blob(bytes);
  return { status: 201, body: { sha, url: `${call.base}/git/blobs/${sha}` } };
}

async function getBlob(call: Call): Promise<Reply> {
  needsObjects(call);
  const { sha, bytes } = await object(call, call.params.file_sha ?? '', 'blob');
  const content = bytes.toString('base64');
  const url = `${call.base}/git/blobs/${sha}`;
  return { status: 200, body: { sha, node_id: sha, size: bytes.length, url, content, encoding: 'base64' } };
}

async function treeBody(call: Call, sha: string, recursive: boolean): Promise<Members> {
  const entries = await call.repository.bare.entries(sha, recursive);
  const tree = entries.map(({ size, ...entry }) => ({
    ...entry,
    ...(size === null ? {} : { size }),
    url: `${call.base}/git/${entry.type}s/${entry.sha}`,
  }));
  return { sha, url: `${call.base}/git/trees/${sha}`, tree, truncated: false };
}

async function createTree(call: Call): Promise<Reply> {
  needsObjects(call);
  const { bare } = call.repository;
  const entries = (call.body.tree as Members[]).map((entry) => {
    const inline = entry.content;
    const sha = typeof inline === 'string' ? bare.blob(Buffer.from(inline)) : (entry.sha as string | null);
    if (sha === undefined || typeof entry.path !== 'string') throw refuse(422, 'Invalid tree info');
    return { mode: text(entry, 'mode'), sha, path: entry.path };
  });
  const named = entries.flatMap(({ sha }) => (sha === null ? [] : [sha]));
  const lacking = (await Promise.all(named.map((sha) => bare.typeOf(sha)))).indexOf(null);
  if (lacking >= 0) throw refuse(422, `tree.sha ${named[lacking]} is not a valid blob`);
  if (new Set(entries.map(({ path }) => path)).size < entries.length)
    throw refuse(422, 'tree.path contains duplicates');
  const base = call.body.base_tree;
  const sha = await bare.tree(entries, typeof base === 'string' ? base : undefined).catch((error: unknown) => {
    throw error instanceof GitError ? refuse(422, 'tree.path contains a malformed path component') : error;
  });
  return { status: 201, body: await treeBody(call, sha, false) };
}

async function getTree(call: Call): Promise<Reply> {
  needsObjects(call);
  const { bare } = call.repository;
  const name = call.params.tree_sha ?? '';
  const tree = await bare.treeOf(name);
  if (tree === null) throw refuse(404);
  return { status: 200, body: await treeBody(call, tree.sha, call.query.has('recursive')) };
}

async function createCommit(call: Call): Promise<Reply> {
  needsObjects(call);
  const { bare, signed } = call.repository;
  const tree = text(call.body, 'tree');
  if ((await bare.typeOf(tree)) !== 'tree') throw refuse(422, 'Tree SHA does not exist');
  const parents = (call.body.parents ?? []) as string[];
  for (const parent of parents) {
    if ((await bare.typeOf(parent)) !== 'commit')
      throw refuse(422, 'Parent SHA does not exist or is not a commit object');
  }
  const login = call.actor?.login ?? 'ghost';
  const date = new Date().toISOString();
  const us = { name: login, email: `${login}@users.noreply.github.com`, date };
  const author = { ...us, ...(call.body.author as Members | undefined) };
  const web = { name: 'GitHub', email: 'noreply@github.com', date };
  const alone = call.body.author === undefined && call.body.committer === undefined;
  const committer = alone ? web : { ...author, ...(call.body.committer as Members | undefined) };
  const sha = bare.commit(tree, text(call.body, 'message'), parents, { author, committer });
  if (alone) signed.add(sha);
  return { status: 201, body: await commitBody(call, sha) };
}

async function commitBody(call: Call, sha: string): Promise<Members> {
  return gitCommitOf(await call.repository.bare.only(sha), call);
}

function refBody(call: Call, { ref, sha, type }: { ref: string; sha: string; type: string }): Members {
  return {
    ref,
    node_id: Buffer.from(ref).toString('base64'),
    url: `${call.base}/git/${ref}`,
    object: { sha, type, url: `${call.base}/git/${type}s/${sha}` },
  };
}

async function found({ repository: { bare } }: Call, ref: string) {
  const sha = bare.ref(ref);
  return sha === null ? null : { ref, sha, type: (await bare.typeOf(sha)) ?? '' };
}

async function getRef(call: Call): Promise<Reply> {
  needsObjects(call);
  const ref = await found(call, `refs/${call.params.ref}`);
  if (ref === null) throw refuse(404);
  return { status: 200, body: refBody(call, ref) };
}

async function matchingRefs(call: Call): Promise<Reply> {
  needsObjects(call);
  const refs = await call.repository.bare.refs(`refs/${call.params.ref}`);
  return { status: 200, body: refs.map((ref) => refBody(call, ref)) };
}

/** Refs that GitHub keeps for itself. */
const HIDDEN = /^refs\/pull\//;

async function createRef(call: Call): Promise<Reply> {
  needsObjects(call);
  const { bare } = call.repository;
  const [ref, sha] = [text(call.body, 'ref'), text(call.body, 'sha')];
  const wellFormed =
    /^refs\/[^/]+\/./.test(ref) &&
    (await bare.git(['check-ref-format', ref]).then(
      () => true,
      () => false,
    ));
  if (!wellFormed) throw refuse(422, `${ref} is not a valid ref name.`);
  const type = SHA.test(sha) ? await bare.typeOf(sha) : null;
  if (type === null) throw refuse(422, 'Object does not exist');
  if (ref.startsWith('refs/heads/') && type !== 'commit') throw refuse(422, 'Object is not a commit');
  if (HIDDEN.test(ref)) throw refuse(422, 'Reference update failed');
  // From no object: of two creations at once, one fails.
  await bare.setRef(ref, sha, NO_SHA).catch(async () => {
    throw refuse(422, bare.ref(ref) === null ? 'Reference update failed' : 'Reference already exists');
  });
  return { status: 201, body: refBody(call, { ref, sha, type }) };
}

async function updateRef(call: Call): Promise<Reply> {
  needsObjects(call);
  const { bare } = call.repository;
  const ref = await found(call, `refs/${call.params.ref}`);
  if (ref === null) throw refuse(422, 'Reference does not exist');
  const sha = text(call.body, 'sha');
  const type = SHA.test(sha) ? await bare.typeOf(sha) : null;
  if (type === null) throw refuse(422, 'Object does not exist');
  if (HIDDEN.test(ref.ref)) throw refuse(422, 'Reference update failed');
  const forward = (await bare.mergeBase(ref.sha, sha)) === ref.sha;
  if (call.body.force !== true && !forward) throw refuse(422, 'Update is not a fast forward');
  await bare.setRef(ref.ref, sha, ref.sha).catch(() => {
    throw refuse(422, 'Reference update failed');
  });
  return { status: 200, body: refBody(call, { ref: ref.ref, sha, type }) };
}

async function deleteRef(call: Call): Promise<Reply> {
  needsObjects(call);
  const ref = await found(call, `refs/${call.params.ref}`);
  if (ref === null) throw refuse(422, 'Reference does not exist');
  if (HIDDEN.test(ref.ref)) throw refuse(422, 'Reference update failed');
  if (ref.ref === `refs/heads/${call.repository.defaultBranch}`) throw refuse(422, 'Cannot delete the default branch');
  await call.repository.bare.deleteRef(ref.ref);
  return { status: 204 };
}

export const gitHandlers: Handlers = {
  [`POST ${REPO}/git/blobs`]: createBlob,
  [`GET ${REPO}/git/blobs/{file_sha}`]: getBlob,
  [`POST ${REPO}/git/trees`]: createTree,
  [`GET ${REPO}/git/trees/{tree_sha}`]: getTree,
  [`POST ${REPO}/git/commits`]: createCommit,
  [`GET ${REPO}/git/commits/{commit_sha}`]: async (call) => {
    needsObjects(call);
    return {
      status: 200,
      body: await commitBody(call, (await object(call, call.params.commit_sha ?? '', 'commit')).sha),
    };
  },
  [`POST ${REPO}/git/refs`]: createRef,
  [`GET ${REPO}/git/ref/{ref}`]: getRef,
  [`GET ${REPO}/git/matching-refs/{ref}`]: matchingRefs,
  [`PATCH ${REPO}/git/refs/{ref}`]: updateRef,
  [`DELETE ${REPO}/git/refs/{ref}`]: deleteRef,
};
