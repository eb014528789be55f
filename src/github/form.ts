import { z } from 'zod';

/*
 * The parts of GitHub's answers that are read. An answer keeps only what its form names, so that nothing is read
 * unchecked.
 */

/** What an answer must look like; the schema yields what is read. */
interface Form {
  readonly schema: z.ZodType;
  /** The expected status, where it says more than the document. */
  readonly status?: number;
}

const document = (schema: z.ZodType): Form => ({ schema });
/** Done, and nothing to say. */
const done: Form = { schema: z.unknown().transform(() => undefined), status: 204 };

const text = z.string().min(1);
const moment = text.refine((value) => !Number.isNaN(Date.parse(value)), 'expected a date');
const named = z.object({ sha: text });

const comment = z.object({
  id: z.int(),
  node_id: text,
  body: z.string().nullish(),
  html_url: text,
  user: z.object({ login: z.string() }).nullish(),
});

const pull = z.object({ number: z.int(), head: named, base: z.object({ ref: text }) });
const knownPull = pull.extend({ merged: z.boolean(), state: z.enum(['open', 'closed']) });

const listedCommit = named.extend({
  parents: z.array(named),
  commit: z.object({ committer: z.object({ date: moment.optional() }).nullish() }),
});

/** A file, with its content unless it is large, or whatever else is at a path. */
const content = z.union([
  z.object({ type: z.string(), encoding: z.string().optional(), content: z.string().optional() }),
  z.array(z.object({ type: z.string() })),
]);

/** The result of a GraphQL request, or why it failed. */
const graph = (name: string, what: z.ZodType) =>
  document(
    z.union([
      z.object({ errors: z.array(z.looseObject({ message: z.string() })).min(1) }),
      z.object({ data: z.object({ [name]: what }) }),
    ]),
  );

/** A run from a fork that was deleted has no known owner. */
const repository = z.object({ id: z.int() });

const run = z.object({
  id: z.int(),
  event: z.string(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  head_branch: z.string().nullish(),
  html_url: text,
  head_sha: text,
  updated_at: moment,
  repository,
  head_repository: repository.nullish(),
});

const artifact = z.object({ id: z.int(), name: text, expired: z.boolean(), size_in_bytes: z.number().nonnegative() });

/** By operation, as GitHub documents them; GraphQL's by the field that they request. */
const FORMS: ReadonlyMap<string, Form> = new Map([
  ['POST /graphql viewer', graph('viewer', z.object({ login: text }))],
  ['POST /graphql minimizeComment', graph('minimizeComment', z.looseObject({}))],
  ['POST /graphql unminimizeComment', graph('unminimizeComment', z.looseObject({}))],
  ['GET /repos/{owner}/{repo}/issues/{issue_number}/comments', document(z.array(comment))],
  ['POST /repos/{owner}/{repo}/issues/{issue_number}/comments', document(comment)],
  ['PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', document(comment)],
  ['DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', done],
  ['GET /repos/{owner}/{repo}/commits/{commit_sha}/comments', document(z.array(comment))],
  ['POST /repos/{owner}/{repo}/commits/{commit_sha}/comments', document(comment)],
  ['PATCH /repos/{owner}/{repo}/comments/{comment_id}', document(comment)],
  ['DELETE /repos/{owner}/{repo}/comments/{comment_id}', done],
  ['POST /repos/{owner}/{repo}/git/blobs', document(named)],
  ['POST /repos/{owner}/{repo}/git/trees', document(named)],
  ['POST /repos/{owner}/{repo}/git/commits', document(named)],
  ['GET /repos/{owner}/{repo}/git/commits/{commit_sha}', document(z.object({ committer: z.object({ date: moment }) }))],
  ['POST /repos/{owner}/{repo}/git/refs', document(z.object({ ref: text }))],
  ['PATCH /repos/{owner}/{repo}/git/refs/{ref}', document(z.object({ ref: text }))],
  ['DELETE /repos/{owner}/{repo}/git/refs/{ref}', done],
  ['GET /repos/{owner}/{repo}/git/matching-refs/{ref}', document(z.array(z.object({ ref: text, object: named })))],
  ['GET /repos/{owner}/{repo}/pulls', document(z.array(pull))],
  ['GET /repos/{owner}/{repo}/pulls/{pull_number}', document(knownPull)],
  ['GET /repos/{owner}/{repo}/pulls/{pull_number}/commits', document(z.array(named))],
  ['GET /repos/{owner}/{repo}/commits', document(z.array(listedCommit))],
  ['GET /repos/{owner}/{repo}/commits/{ref}', document(named)],
  ['GET /repos/{owner}/{repo}/contents/{path}', document(content)],
  ['GET /repos/{owner}/{repo}/compare/{basehead}', document(z.object({ merge_base_commit: named }))],
  ['GET /repos/{owner}/{repo}/actions/workflows', document(z.object({ workflows: z.array(z.object({ path: text })) }))],
  [
    'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
    document(z.object({ workflow_runs: z.array(run) })),
  ],
  ['GET /repos/{owner}/{repo}/actions/runs/{run_id}', document(z.object({ id: z.int() }))],
  ['GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', document(z.object({ artifacts: z.array(artifact) }))],
  ['GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}', { schema: z.unknown(), status: 302 }],
]);

/** All operations in use. */
export const OPERATIONS: readonly string[] = [...FORMS.keys()];

/** An answer that was read, or why it was not. */
interface Answer {
  readonly status: number;
  readonly data: unknown;
}

/**
 * The parts of an answer that are read, or why GitHub cannot have sent it.
 *
 * @param operation `GET /repos/{owner}/{repo}/pulls`; every operation in use has a form
 */
export function readAnswer(
  operation: string,
  { status, data }: Answer,
): { readonly data: unknown } | { readonly wrong: string } {
  const form = FORMS.get(operation);
  if (form === undefined) throw new Error(`the answer to ${operation} has no form in form.ts`);
  if (form.status !== undefined && status !== form.status) {
    return { wrong: `expected status ${form.status}, found ${status}` };
  }
  const read = form.schema.safeParse(data);
  if (read.success) return { data: read.data };
  const [issue] = read.error.issues;
  const message = (issue?.message ?? '')
    .replace(/^Invalid input: /, '')
    .replace('received', 'found')
    .replace('found undefined', 'found nothing');
  return { wrong: [issue?.path.join('.'), message].filter((part) => part).join(': ') };
}
