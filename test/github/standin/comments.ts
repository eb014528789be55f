import { type Call, type Handlers, paged, type Reply, text } from './call.ts';
import type { OutgoingAnswer } from './listen.ts';
import { refuse } from './refusal.ts';
import type { Comment, Repository } from './repository.ts';
import { commentOf, commitCommentOf, nodeOf, reactionOf } from './shape.ts';
import type { Actor } from './token.ts';

/** Comments on issues, pull requests and commits. */

const REPO = '/repos/{owner}/{repo}';
/** Characters of a comment that GitHub takes. */
const LIMIT = 65_536;

function body(call: Call, resource: string): string {
  const value = text(call.body, 'body');
  if (value.trim() === '') {
    throw refuse(422, undefined, { errors: [{ resource, code: 'missing_field', field: 'body' }] });
  }
  if ([...value].length > LIMIT) {
    const message = `Body is too long (maximum is ${LIMIT} characters)`;
    throw refuse(422, undefined, { errors: [{ resource, code: 'unprocessable', field: 'data', message }] });
  }
  return value;
}

function one(comments: ReadonlyMap<number, Comment>, call: Call): Comment {
  const comment = comments.get(Number(call.params.comment_id));
  if (comment === undefined) throw refuse(404);
  return comment;
}

function pullNumber(call: Call): number {
  const number = Number(call.params.issue_number);
  if (!call.repository.pulls.has(number)) throw refuse(404);
  return number;
}

function login(call: Call): string {
  return call.actor?.login ?? 'ghost';
}

function list(call: Call): Reply {
  const number = pullNumber(call);
  const since = call.query.get('since');
  const all = [...call.repository.comments.values()]
    .filter(({ on, updated }) => on === number && (since === null || updated >= since))
    .sort((a, b) => a.id - b.id);
  const { items, headers } = paged(call, all);
  return { status: 200, headers, body: items.map((comment) => commentOf(comment, call)) };
}

/** A comment that the caller may change. */
function changeable(comments: ReadonlyMap<number, Comment>, call: Call): Comment {
  const comment = one(comments, call);
  if (!may('edit', comment, call.actor, call.repository)) throw refuse(403, 'Resource not accessible by integration');
  return comment;
}

function may(deed: 'edit' | 'fold', { author }: Comment, actor: Actor | null, { refusesOthers }: Repository): boolean {
  return author === actor?.login || !refusesOthers.has(deed);
}

/** GraphQL's minimizeComment and unminimizeComment, which REST has no like of. */
export function fold(node: unknown, folded: boolean, actor: Actor, repository: Repository): OutgoingAnswer {
  const comments = [...repository.comments.values(), ...repository.commitComments.values()];
  const comment = comments.find((one) => nodeOf(one) === node);
  const name = folded ? 'minimizeComment' : 'unminimizeComment';
  const isLet = comment !== undefined && may('fold', comment, actor, repository);
  if (!isLet || actor.permissions['pull-requests'] !== 'write') {
    const errors = [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }];
    return { status: 200, body: { data: { [name]: null }, errors } };
  }
  comment.folded = folded;
  return { status: 200, body: { data: { [name]: { clientMutationId: null } } } };
}

function edit(comments: ReadonlyMap<number, Comment>, call: Call, resource: string): Comment {
  const comment = changeable(comments, call);
  comment.body = body(call, resource);
  comment.updated = new Date().toISOString();
  return comment;
}

async function commit(call: Call): Promise<string> {
  const sha = await call.repository.bare.resolve(call.params.commit_sha ?? '');
  if (sha === null) throw refuse(422, `No commit found for SHA: ${call.params.commit_sha}`);
  return sha;
}

export const commentHandlers: Handlers = {
  [`GET ${REPO}/issues/{issue_number}/comments`]: list,
  [`POST ${REPO}/issues/{issue_number}/comments`]: (call) => {
    const made = call.repository.comment(pullNumber(call), login(call), body(call, 'IssueComment'));
    return {
      status: 201,
      body: commentOf(made, call),
      headers: { location: `${call.base}/issues/comments/${made.id}` },
    };
  },
  [`GET ${REPO}/issues/comments/{comment_id}`]: (call) => ({
    status: 200,
    body: commentOf(one(call.repository.comments, call), call),
  }),
  [`PATCH ${REPO}/issues/comments/{comment_id}`]: (call) => ({
    status: 200,
    body: commentOf(edit(call.repository.comments, call, 'IssueComment'), call),
  }),
  [`DELETE ${REPO}/issues/comments/{comment_id}`]: (call) => {
    call.repository.comments.delete(changeable(call.repository.comments, call).id);
    return { status: 204 };
  },
  [`POST ${REPO}/issues/comments/{comment_id}/reactions`]: (call) => {
    const comment = one(call.repository.comments, call);
    const [content, author] = [text(call.body, 'content'), login(call)];
    call.repository.reactions.push({ comment: comment.id, author, content });
    return { status: 201, body: reactionOf(content, author, call) };
  },
  [`GET ${REPO}/commits/{commit_sha}/comments`]: async (call) => {
    const sha = await commit(call);
    const { items, headers } = paged(
      call,
      [...call.repository.commitComments.values()].filter(({ on }) => on === sha),
    );
    return { status: 200, headers, body: items.map((comment) => commitCommentOf(comment, call)) };
  },
  [`POST ${REPO}/commits/{commit_sha}/comments`]: async (call) => {
    const made = call.repository.comment(await commit(call), login(call), body(call, 'CommitComment'));
    return { status: 201, body: commitCommentOf(made, call) };
  },
  [`GET ${REPO}/comments/{comment_id}`]: (call) => ({
    status: 200,
    body: commitCommentOf(one(call.repository.commitComments, call), call),
  }),
  [`PATCH ${REPO}/comments/{comment_id}`]: (call) => ({
    status: 200,
    body: commitCommentOf(edit(call.repository.commitComments, call, 'CommitComment'), call),
  }),
  [`DELETE ${REPO}/comments/{comment_id}`]: (call) => {
    call.repository.commitComments.delete(changeable(call.repository.commitComments, call).id);
    return { status: 204 };
  },
};
