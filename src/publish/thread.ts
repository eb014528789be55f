import type { Client, Octokit } from '../github/client.ts';
import { nullWhere, nullWhereDenied } from '../github/failure.ts';
import { type Feature, Unavailable } from '../github/unavailable.ts';

/** Statuses of answers to changes of a comment that no longer exists. */
const nullWhereGone = nullWhere(404, 410);

/** Where a comment goes: below a pull request, or below a commit. */
export type Place = { readonly pull: number } | { readonly commit: string };

export interface Comment {
  readonly id: number;
  /** Its id in GraphQL. */
  readonly node: string;
  readonly body: string;
  readonly url: string;
  readonly author: string;
}

/** The comments of one place. */
export interface Thread {
  readonly feature: Feature;
  /** From all pages, the oldest first. */
  list(): Promise<Comment[]>;
  create(text: string): Promise<Comment>;
  /** Null if the comment no longer exists. */
  update(id: number, text: string): Promise<string | null>;
  /** Updates another author's comment; null if GitHub refuses, or the comment no longer exists. */
  takeOver(id: number, text: string): Promise<string | null>;
  /** Folds a comment away as outdated, or unfolds it; returns whether GitHub permitted it. */
  fold(comment: Comment, isOutdated: boolean): Promise<boolean>;
  remove(id: number): Promise<void>;
}

export function threadOf(client: Client, place: Place): Thread {
  const api = 'pull' in place ? pullApi(client.repo, place.pull) : commitApi(client.repo, place.commit);
  const { feature } = api;
  return {
    feature,
    async list() {
      const comments: Comment[] = [];
      for await (const page of client.pages(feature, api.list)) comments.push(...page.map(plainOf));
      return comments.sort((a, b) => a.id - b.id);
    },
    async create(text) {
      // The comment may have been written although the answer was lost.
      const { data } = await client.ask(feature, (octokit) => api.create(octokit, text), { once: true });
      return plainOf(data);
    },
    async update(id, text) {
      const updated = await client.ask(feature, (octokit) => api.update(octokit, id, text).catch(nullWhereGone));
      return updated?.data.html_url ?? null;
    },
    async takeOver(id, text) {
      const updated = await client.ask(feature, (octokit) => api.update(octokit, id, text).catch(nullWhereDenied));
      return updated?.data.html_url ?? null;
    },
    async fold({ node }, isOutdated) {
      try {
        const folded = await client.ask(feature, (octokit) =>
          octokit.graphql<object>(isOutdated ? FOLD : UNFOLD, { id: node }).catch(nullWhereDenied),
        );
        return folded !== null;
      } catch (error) {
        if (error instanceof Unavailable) return false;
        throw error;
      }
    },
    async remove(id) {
      await client.ask(feature, (octokit) => api.remove(octokit, id).catch(nullWhereGone));
    },
  };
}

const FOLD =
  'mutation ($id: ID!) { minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { clientMutationId } }';
const UNFOLD = 'mutation ($id: ID!) { unminimizeComment(input: { subjectId: $id }) { clientMutationId } }';

interface Answer<Data> {
  readonly data: Data;
}

interface RawComment {
  readonly id: number;
  readonly node_id: string;
  readonly body?: string | undefined;
  readonly html_url: string;
  readonly user: { readonly login: string } | null;
}

interface CommentApi {
  readonly feature: Feature;
  list(
    octokit: Octokit,
    page: { per_page: number; page: number },
  ): Promise<Answer<RawComment[]> & { readonly headers: { readonly link?: string | undefined } }>;
  create(octokit: Octokit, body: string): Promise<Answer<RawComment>>;
  update(octokit: Octokit, id: number, body: string): Promise<Answer<RawComment>>;
  remove(octokit: Octokit, id: number): Promise<unknown>;
}

function pullApi(repo: Client['repo'], number: number): CommentApi {
  return {
    feature: 'comment',
    list: ({ rest }, page) => rest.issues.listComments({ ...repo, issue_number: number, ...page }),
    create: ({ rest }, body) => rest.issues.createComment({ ...repo, issue_number: number, body }),
    update: ({ rest }, id, body) => rest.issues.updateComment({ ...repo, comment_id: id, body }),
    remove: ({ rest }, id) => rest.issues.deleteComment({ ...repo, comment_id: id }),
  };
}

function commitApi(repo: Client['repo'], commit: string): CommentApi {
  return {
    feature: 'commit comment',
    list: ({ rest }, page) => rest.repos.listCommentsForCommit({ ...repo, commit_sha: commit, ...page }),
    create: ({ rest }, body) => rest.repos.createCommitComment({ ...repo, commit_sha: commit, body }),
    update: ({ rest }, id, body) => rest.repos.updateCommitComment({ ...repo, comment_id: id, body }),
    remove: ({ rest }, id) => rest.repos.deleteCommitComment({ ...repo, comment_id: id }),
  };
}

function plainOf({ id, node_id: node, body, html_url: url, user }: RawComment): Comment {
  return { id, node, body: body ?? '', url, author: user?.login ?? '' };
}
