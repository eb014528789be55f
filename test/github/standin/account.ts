import type { Urls } from './call.ts';
import type { OutgoingAnswer } from './listen.ts';
import { example, type Members } from './openapi.ts';
import { refuse } from './refusal.ts';
import { userOf } from './shape.ts';
import type { Actor } from './token.ts';

/** Whom a token stands for, and how much it has left. */

/** Requests an hour that a GITHUB_TOKEN has in a repository. */
export const RATE_LIMIT = 1000;
/** And that somebody without a token has. */
const ANONYMOUS_LIMIT = 60;

/** Takes one request off what is left. */
export function spend(actor: Actor): void {
  if (actor.remaining <= 0) throw refuse(403, 'API rate limit exceeded for installation.');
  actor.remaining -= 1;
}

function quota(actor: Actor | null) {
  const limit = actor === null ? ANONYMOUS_LIMIT : RATE_LIMIT;
  const remaining = actor?.remaining ?? limit;
  return { limit, remaining, used: limit - remaining, reset: Math.floor(Date.now() / 1000) + 3600 };
}

/** The headers that say so. */
export function rate(actor: Actor | null): Record<string, string> {
  const headers = Object.entries(quota(actor)).map(([name, value]) => [`x-ratelimit-${name}`, String(value)]);
  return { ...Object.fromEntries(headers), 'x-ratelimit-resource': 'core' };
}

/** `/rate_limit`, and `/user`, which a GITHUB_TOKEN is refused. */
export function account(operation: string, actor: Actor | null, urls: Urls): OutgoingAnswer {
  if (operation === 'GET /rate_limit') {
    const whole = example('rate-limit-overview');
    const core = quota(actor);
    return { status: 200, body: { ...whole, rate: core, resources: { ...(whole.resources as Members), core } } };
  }
  if (operation !== 'GET /user' || actor === null || actor.kind === 'installation') {
    throw refuse(403, 'Resource not accessible by integration');
  }
  const user = { name: null, company: null, blog: null, location: null, email: null, hireable: null, bio: null };
  const counts = { public_repos: 0, public_gists: 0, followers: 0, following: 0 };
  const times = { created_at: new Date(0).toISOString(), updated_at: new Date(0).toISOString() };
  return { status: 200, body: { ...userOf(actor.login, { urls }), ...user, ...counts, ...times } };
}

/** GraphQL's one question that REST does not answer to a GITHUB_TOKEN. */
export function viewer(query: string, actor: Actor, violations: string[]): OutgoingAnswer {
  const spaced = query.replace(/\s+/g, ' ').trim();
  if (/^(query( \w+)? ?)?\{ ?viewer ?\{ ?login ?\} ?\}$/.test(spaced)) {
    return { status: 200, body: { data: { viewer: { login: actor.login } } } };
  }
  violations.push(`GraphQL that the stand-in does not answer: ${spaced}`);
  return { status: 200, body: { errors: [{ type: 'undefinedField', message: `Parse error on ${spaced}` }] } };
}
