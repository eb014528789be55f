import type { Members } from './openapi.ts';
import type { Repository } from './repository.ts';
import type { Actor } from './token.ts';

/** Where the servers are, without a slash at the end. */
export interface Urls {
  readonly api: string;
  readonly graphql: string;
  readonly web: string;
  readonly results: string;
  readonly storage: string;
}

/** A repository and where it is to be reached. */
export interface Place {
  readonly repository: Repository;
  readonly urls: Urls;
  /** Of the repository in the API. */
  readonly base: string;
}

/** A request that was let in. */
export interface Call extends Place {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Members;
  readonly actor: Actor | null;
  /** URL of the request without its query. */
  readonly url: string;
  /** A link to the bytes of an artifact that is good for some minutes. */
  readonly signed: (artifact: number) => string;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Handlers by operation, such as `GET /repos/{owner}/{repo}`. */
export type Handlers = Readonly<Record<string, (call: Call) => Reply | Promise<Reply>>>;

/** One page of a list with its `Link` header: 30 a page unless asked, 100 at most. */
export function paged<T>(call: Call, all: readonly T[]): { items: T[]; headers: Record<string, string> } {
  const size = Math.min(Math.max(Number(call.query.get('per_page') ?? 30), 1), 100);
  const page = Math.max(Number(call.query.get('page') ?? 1), 1);
  const last = Math.max(Math.ceil(all.length / size), 1);
  const to = (number: number, rel: string) => {
    const query = new URLSearchParams(call.query);
    query.set('page', String(number));
    return `<${call.url}?${query}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [to(Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [to(page + 1, 'next'), to(last, 'last')] : []),
    ...(page > 1 ? [to(1, 'first')] : []),
  ];
  const headers: Record<string, string> = links.length === 0 ? {} : { link: links.join(', ') };
  return { items: all.slice((page - 1) * size, page * size), headers };
}

/** Text of a body's member that the description requires. */
export function text(body: Members, key: string): string {
  const value = body[key];
  return typeof value === 'string' ? value : '';
}
