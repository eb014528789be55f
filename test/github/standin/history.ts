import { type Call, type Handlers, paged, type Reply } from './call.ts';
import type { Members } from './openapi.ts';
import { refuse } from './refusal.ts';
import { commitOf, pullOf, repositoryOf, userOf } from './shape.ts';

/** The repository itself, its commits, files and pull requests. */

const REPO = '/repos/{owner}/{repo}';

/** A branch, a tag or a commit, in this order, as the API looks them up. */
async function commitAt(call: Call, name: string): Promise<string | null> {
  const { bare } = call.repository;
  for (const candidate of [`refs/heads/${name}`, `refs/tags/${name}`, name]) {
    const sha = await bare.resolve(candidate);
    if (sha !== null) return sha;
  }
  return null;
}

async function listCommits(call: Call): Promise<Reply> {
  const { bare, defaultBranch } = call.repository;
  if (bare.isEmpty()) throw refuse(409);
  const sha = await commitAt(call, call.query.get('sha') ?? defaultBranch);
  if (sha === null) throw refuse(404);
  const [since, until] = ['since', 'until'].map((key) => Date.parse(call.query.get(key) ?? ''));
  const commits = (await bare.commits(sha)).filter(({ committer }) => {
    const date = Date.parse(committer.date);
    return !(date < Number(since)) && !(date > Number(until));
  });
  const { items, headers } = paged(call, commits);
  return { status: 200, headers, body: items.map((commit) => commitOf(commit, call)) };
}

async function getCommit(call: Call): Promise<Reply> {
  const sha = await commitAt(call, call.params.ref ?? '');
  if (sha === null) throw refuse(422, `No commit found for SHA: ${call.params.ref}`);
  return { status: 200, body: commitOf(await call.repository.bare.only(sha), call) };
}

/** The commit of a side of a comparison; `owner:branch` may be a branch of a fork, known here by its pull request. */
async function sideOf(call: Call, name: string): Promise<string | null> {
  const { repository } = call;
  const [, owner, branch = name] = /^([^:]+):(.+)$/.exec(name) ?? [];
  if (owner === undefined || owner === repository.owner) return commitAt(call, branch);
  const pull = [...repository.pulls.values()].find((one) => one.from?.startsWith(`${owner}/`) && one.branch === branch);
  return pull === undefined ? null : repository.headOf(pull);
}

async function compare(call: Call): Promise<Reply> {
  const { repository, base, urls } = call;
  const names = (call.params.basehead ?? '').split('...');
  if (names.length !== 2) throw refuse(404);
  const [from, to] = await Promise.all(names.map((name) => sideOf(call, name)));
  if (from === null || to === null || from === undefined || to === undefined) throw refuse(404);
  const merge = await repository.bare.mergeBase(from, to);
  if (merge === null) throw refuse(404, `No common ancestor between ${names[0]} and ${names[1]}.`);
  const [ahead, behind] = await Promise.all([repository.bare.commits(to, from), repository.bare.commits(from, to)]);
  const status =
    ahead.length === 0 ? (behind.length === 0 ? 'identical' : 'behind') : behind.length === 0 ? 'ahead' : 'diverged';
  const page = `${urls.web}/${repository.fullName}/compare/${from}...${to}`;
  const { items, headers } = paged(call, ahead.reverse());
  const body = {
    url: `${base}/compare/${call.params.basehead}`,
    html_url: page,
    permalink_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: commitOf(await repository.bare.only(from), call),
    merge_base_commit: commitOf(await repository.bare.only(merge), call),
    status,
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: items.map((commit) => commitOf(commit, call)),
    files: [],
  };
  return { status: 200, headers, body };
}

/** Bytes of a file that the Contents API takes inline. */
const CONTENTS_LIMIT = 2 ** 20;

async function contents(call: Call): Promise<Reply> {
  const { repository, base, urls } = call;
  const at = call.query.get('ref') ?? repository.defaultBranch;
  const sha = await commitAt(call, at);
  if (sha === null) throw refuse(404, `No commit found for the ref ${at}`);
  const path = call.params.path ?? '';
  const file = await repository.bare.file(sha, path);
  if (file === null) throw refuse(404);
  const { bytes } = file;
  const small = bytes.length <= CONTENTS_LIMIT;
  const links = {
    self: `${base}/contents/${path}?ref=${at}`,
    git: `${base}/git/blobs/${file.sha}`,
    html: `${urls.web}/${repository.fullName}/blob/${at}/${path}`,
  };
  const body: Members = {
    type: 'file',
    encoding: small ? 'base64' : 'none',
    content: small ? bytes.toString('base64') : '',
    size: bytes.length,
    name: path.replace(/^.*\//, ''),
    path,
    sha: file.sha,
    url: links.self,
    git_url: links.git,
    html_url: links.html,
    download_url: `${urls.web}/${repository.fullName}/raw/${at}/${path}`,
    _links: links,
  };
  return { status: 200, body };
}

async function listPulls(call: Call): Promise<Reply> {
  const state = call.query.get('state') ?? 'open';
  const head = call.query.get('head');
  const base = call.query.get('base');
  const all = [...call.repository.pulls.values()].filter((pull) => {
    const [owner = ''] = (pull.from ?? '').split('/');
    // A head without an owner is ignored.
    const heads = head === null || !head.includes(':') || head === `${owner}:${pull.branch}`;
    return (state === 'all' || pull.state === state) && heads && (base === null || pull.base === base);
  });
  const { items, headers } = paged(call, all.reverse());
  return {
    status: 200,
    headers,
    body: await Promise.all(items.map((pull) => pullOf(pull, call, 'pull-request-simple'))),
  };
}

async function pullsOfCommit(call: Call): Promise<Reply> {
  const { repository } = call;
  const all = [];
  for (const pull of repository.pulls.values()) {
    const head = await repository.headOf(pull);
    // Those of forks are left out, which is why a workflow_run from one cannot be looked up so.
    if (head === call.params.commit_sha && pull.from === repository.fullName) all.push(pull);
  }
  const { items, headers } = paged(call, all);
  return {
    status: 200,
    headers,
    body: await Promise.all(items.map((pull) => pullOf(pull, call, 'pull-request-simple'))),
  };
}

/** Most commits of a pull request that GitHub lists. */
const PULL_COMMITS = 250;

/** The oldest first, and still those where the pull request was merged. */
async function commitsOfPull(call: Call): Promise<Reply> {
  const { repository } = call;
  const pull = repository.pulls.get(Number(call.params.pull_number));
  if (pull === undefined) throw refuse(404);
  const all = await repository.bare.commits(await repository.headOf(pull), pull.baseSha);
  const { items, headers } = paged(call, all.reverse().slice(0, PULL_COMMITS));
  return { status: 200, headers, body: items.map((commit) => commitOf(commit, call)) };
}

/** What somebody may do here; a token needs nothing to ask. */
function permissionOf(call: Call): Reply {
  const { owner, private: isPrivate, collaborators } = call.repository;
  const login = call.params.username ?? '';
  const permission = collaborators.get(login) ?? (login === owner ? 'admin' : isPrivate ? 'none' : 'read');
  const role = { permission, role_name: permission };
  return { status: 200, body: { ...role, user: { ...userOf(login, call), role_name: permission } } };
}

export const historyHandlers: Handlers = {
  [`GET ${REPO}`]: (call) => ({ status: 200, body: repositoryOf(call) }),
  [`GET ${REPO}/commits`]: listCommits,
  [`GET ${REPO}/commits/{ref}`]: getCommit,
  [`GET ${REPO}/commits/{commit_sha}/pulls`]: pullsOfCommit,
  [`GET ${REPO}/compare/{basehead}`]: compare,
  [`GET ${REPO}/contents/{path}`]: contents,
  [`GET ${REPO}/collaborators/{username}/permission`]: permissionOf,
  [`GET ${REPO}/pulls`]: listPulls,
  [`GET ${REPO}/pulls/{pull_number}/commits`]: commitsOfPull,
  [`GET ${REPO}/pulls/{pull_number}`]: async (call) => {
    const pull = call.repository.pulls.get(Number(call.params.pull_number));
    if (pull === undefined) throw refuse(404);
    return { status: 200, body: await pullOf(pull, call, 'pull-request') };
  },
};
