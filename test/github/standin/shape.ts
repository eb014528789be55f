import { createHash } from 'node:crypto';
import type { Place } from './call.ts';
import type { Commit } from './commitobject.ts';
import { example, type Members } from './openapi.ts';
import type { Artifact, Comment, Pull, Repository, Run } from './repository.ts';

/** Objects as REST sends them: GitHub's examples, with what the stand-in knows in place of the octocat's. */

function localised(value: Members, place: Pick<Place, 'repository' | 'urls'>): Members {
  const { repository, urls } = place;
  const text = JSON.stringify(value)
    .replaceAll('https://api.github.com', urls.api)
    .replaceAll('https://github.com', urls.web)
    .replaceAll('octocat/Hello-World', repository.fullName)
    .replaceAll('octo-org/octo-repo', repository.fullName)
    .replaceAll('github/hello-world', repository.fullName);
  return JSON.parse(text) as Members;
}

/** A number that stays the same for a name. */
function idOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE(0);
}

export function userOf(login: string, place: Pick<Place, 'urls'>): Members {
  const text = JSON.stringify(example('simple-user'))
    .replaceAll('https://api.github.com', place.urls.api)
    .replaceAll('https://github.com', place.urls.web)
    .replaceAll('octocat', encodeURIComponent(login));
  const type = login.endsWith('[bot]') ? 'Bot' : 'User';
  return { ...(JSON.parse(text) as Members), login, id: idOf(login), type, site_admin: false };
}

export function repositoryOf(place: Pick<Place, 'repository' | 'urls'>): Members {
  const { repository } = place;
  const whole = localised(example('full-repository'), place);
  // Of another repository: a template, a parent, a source.
  for (const key of ['template_repository', 'parent', 'source', 'organization']) delete whole[key];
  return {
    ...whole,
    id: idOf(repository.fullName),
    name: repository.name,
    full_name: repository.fullName,
    owner: userOf(repository.owner, place),
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    default_branch: repository.defaultBranch,
    fork: false,
    pushed_at: repository.pushed.get(repository.fullName) ?? whole.pushed_at,
    // Newer than the example.
    has_discussions: false,
  };
}

/** The repository `owner/name`, this one or a fork of it, as an object inside another. */
function headRepository(fullName: string, place: Place): Members {
  const [owner = '', name = ''] = fullName.split('/');
  const { repository } = place;
  const inside = repositoryOf(place);
  if (fullName === repository.fullName) return inside;
  const renamed = JSON.parse(JSON.stringify(inside).replaceAll(repository.fullName, fullName)) as Members;
  const own = { id: idOf(fullName), name, full_name: fullName, fork: true, owner: userOf(owner, place) };
  return { ...renamed, ...own, pushed_at: repository.pushed.get(fullName) ?? renamed.pushed_at };
}

/** A comment's id in GraphQL. */
export function nodeOf({ id, on }: Comment): string {
  return `${typeof on === 'number' ? 'IC' : 'CC'}_${id}`;
}

export function commentOf(comment: Comment, place: Place): Members {
  const { urls, repository, base } = place;
  return {
    ...localised(example('issue-comment'), place),
    id: comment.id,
    node_id: nodeOf(comment),
    url: `${base}/issues/comments/${comment.id}`,
    html_url: `${urls.web}/${repository.fullName}/pull/${comment.on}#issuecomment-${comment.id}`,
    issue_url: `${base}/issues/${comment.on}`,
    body: comment.body,
    user: userOf(comment.author, place),
    created_at: comment.created,
    updated_at: comment.updated,
  };
}

export function reactionOf(content: string, author: string, place: Place): Members {
  return { ...localised(example('reaction'), place), content, user: userOf(author, place) };
}

export function commitCommentOf(comment: Comment, place: Place): Members {
  const { urls, repository, base } = place;
  return {
    ...localised(example('commit-comment'), place),
    id: comment.id,
    node_id: nodeOf(comment),
    url: `${base}/comments/${comment.id}`,
    html_url: `${urls.web}/${repository.fullName}/commit/${comment.on}#commitcomment-${comment.id}`,
    commit_id: comment.on,
    body: comment.body,
    path: null,
    position: null,
    line: null,
    user: userOf(comment.author, place),
    created_at: comment.created,
    updated_at: comment.updated,
  };
}

function verification(signed: boolean): Members {
  return signed
    ? {
        verified: true,
        reason: 'valid',
        signature: '-----BEGIN PGP SIGNATURE-----',
        payload: 'tree',
        verified_at: null,
      }
    : { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };
}

/** A commit of the git database. */
export function gitCommitOf(commit: Commit, place: Place): Members {
  const { urls, repository, base } = place;
  return {
    ...localised(example('git-commit'), place),
    sha: commit.sha,
    url: `${base}/git/commits/${commit.sha}`,
    html_url: `${urls.web}/${repository.fullName}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${base}/git/trees/${commit.tree}` },
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${base}/git/commits/${sha}`,
      html_url: `${urls.web}/${repository.fullName}/commit/${sha}`,
    })),
    verification: verification(repository.signed.has(commit.sha)),
  };
}

/** A commit of the list of commits. */
export function commitOf(commit: Commit, place: Place): Members {
  const { urls, repository, base } = place;
  const git = gitCommitOf(commit, place);
  const whole = localised(example('commit'), place);
  for (const key of ['stats', 'files']) delete whole[key];
  return {
    ...whole,
    sha: commit.sha,
    url: `${base}/commits/${commit.sha}`,
    html_url: `${urls.web}/${repository.fullName}/commit/${commit.sha}`,
    comments_url: `${base}/commits/${commit.sha}/comments`,
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: git.tree,
      url: git.url,
      comment_count: 0,
      verification: git.verification,
    },
    author: userOf(commit.author.name, place),
    committer: userOf(commit.committer.name, place),
    parents: git.parents,
  };
}

/** A pull request; `name` is the example to start from, since lists send less than a single one. */
export async function pullOf(pull: Pull, place: Place, name: 'pull-request' | 'pull-request-simple'): Promise<Members> {
  const { repository, urls, base } = place;
  const sha = await repository.headOf(pull);
  const found =
    name === 'pull-request' ? example(name) : (example('pull-request-simple-items') as unknown as Members[])[0];
  const here = { user: userOf(repository.owner, place), repo: repositoryOf(place) };
  const [owner = ''] = (pull.from ?? 'ghost/none').split('/');
  const link = `${base}/pulls/${pull.number}`;
  const page = `${urls.web}/${repository.fullName}/pull/${pull.number}`;
  return {
    ...localised(found ?? {}, place),
    id: idOf(page),
    number: pull.number,
    state: pull.state,
    ...(name === 'pull-request' ? { merged: pull.merged ?? false } : {}),
    url: link,
    html_url: page,
    comments_url: `${base}/issues/${pull.number}/comments`,
    issue_url: `${base}/issues/${pull.number}`,
    user: userOf(pull.author, place),
    // The example's are of the octocat's organisation.
    requested_teams: [],
    requested_reviewers: [],
    base: { ...here, label: `${repository.owner}:${pull.base}`, ref: pull.base, sha: pull.baseSha },
    head: {
      label: `${owner}:${pull.branch}`,
      ref: pull.branch,
      sha,
      user: userOf(owner, place),
      repo: pull.from === null ? null : headRepository(pull.from, place),
    },
  };
}

export async function runOf(run: Run, place: Place): Promise<Members> {
  const { repository, urls, base } = place;
  const commit = await repository.bare.only(run.sha);
  // Of a run whose commit came from a fork GitHub lists none.
  const numbers = [...repository.pulls.values()].filter(
    (pull) =>
      run.from === repository.fullName && pull.from === run.from && pull.branch === run.branch && pull.state === 'open',
  );
  const small = (sha: string, ref: string) => {
    const { id, url, name } = repositoryOf(place);
    return { ref, sha, repo: { id, url, name } };
  };
  return {
    ...localised(example('workflow-run'), place),
    id: run.id,
    name: workflowName(run.workflow),
    path: run.workflow,
    workflow_id: idOf(run.workflow),
    head_branch: run.branch,
    head_sha: run.sha,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    run_number: run.number,
    run_attempt: run.attempt,
    url: `${base}/actions/runs/${run.id}`,
    html_url: `${urls.web}/${repository.fullName}/actions/runs/${run.id}`,
    workflow_url: `${base}/actions/workflows/${idOf(run.workflow)}`,
    artifacts_url: `${base}/actions/runs/${run.id}/artifacts`,
    created_at: run.created,
    updated_at: run.created,
    run_started_at: run.created,
    pull_requests: await Promise.all(
      numbers.map(async (pull) => ({
        id: idOf(`${repository.fullName}#${pull.number}`),
        number: pull.number,
        url: `${base}/pulls/${pull.number}`,
        head: small(await repository.headOf(pull), pull.branch),
        base: small(pull.baseSha, pull.base),
      })),
    ),
    head_commit: {
      id: run.sha,
      tree_id: commit.tree,
      message: commit.message,
      timestamp: commit.author.date,
      author: { name: commit.author.name, email: commit.author.email },
      committer: { name: commit.committer.name, email: commit.committer.email },
    },
    repository: repositoryOf(place),
    head_repository: headRepository(run.from, place),
  };
}

function workflowName(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
}

export function workflowOf(path: string, place: Place): Members {
  const { base, urls, repository } = place;
  const file = path.replace(/^.*\//, '');
  return {
    ...localised(example('workflow'), place),
    id: idOf(path),
    name: workflowName(path),
    path,
    state: 'active',
    url: `${base}/actions/workflows/${idOf(path)}`,
    html_url: `${urls.web}/${repository.fullName}/blob/main/${path}`,
    badge_url: `${urls.web}/${repository.fullName}/actions/workflows/${file}/badge.svg`,
  };
}

/** Whether a workflow goes by this id, file name or path. */
export function isWorkflow(path: string, id: string): boolean {
  return id === path || id === path.replace(/^.*\//, '') || id === String(idOf(path));
}

export function artifactOf(artifact: Artifact, place: Place): Members {
  const { base, repository } = place;
  const run = repository.runs.get(artifact.run);
  return {
    ...localised(example('artifact'), place),
    id: artifact.id,
    name: artifact.name,
    size_in_bytes: artifact.bytes.length,
    url: `${base}/actions/artifacts/${artifact.id}`,
    archive_download_url: `${base}/actions/artifacts/${artifact.id}/zip`,
    expired: artifact.expired,
    created_at: artifact.created,
    updated_at: artifact.created,
    expires_at: artifact.expires,
    digest: `sha256:${createHash('sha256').update(artifact.bytes).digest('hex')}`,
    workflow_run: {
      id: artifact.run,
      repository_id: idOf(repository.fullName),
      head_repository_id: idOf(run?.from ?? repository.fullName),
      head_branch: run?.branch,
      head_sha: run?.sha,
    },
  };
}

export function repositoryId(repository: Repository): number {
  return idOf(repository.fullName);
}
