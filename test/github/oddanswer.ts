import type { FaultTrigger } from './standin/fault.ts';
import type { OutgoingAnswer } from './standin/listen.ts';

/*
 * Answers that are none of GitHub's: of something in between, cut off, or of another form than it documents.
 */

/** What comes instead of an answer, made from the right one. */
export type OddAnswer = (right: unknown) => OutgoingAnswer;

const json =
  (body: unknown): OddAnswer =>
  () => ({ status: 200, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const altered =
  (alter: (right: unknown) => unknown): OddAnswer =>
  (right) => ({ ...json(alter(right))(right) });

/** Every member of every object, and every entry of every list, replaced where `by` has something else for it. */
function deep(value: unknown, by: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => deep(one, by));
  if (typeof value !== 'object' || value === null) return by(value);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, deep(one, by)]));
}

/** The members of the document, or of each entry of a list. */
function members(value: unknown, by: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => members(one, by));
  if (typeof value !== 'object' || value === null) return value;
  return by === undefined ? {} : Object.fromEntries(Object.keys(value).map((name) => [name, by]));
}

export const ODD: Readonly<Record<string, OddAnswer>> = {
  'a page of a proxy': () => ({
    status: 200,
    body: '<html>It works!</html>',
    headers: { 'content-type': 'text/html' },
  }),
  'a page that says it is JSON': () => ({
    status: 200,
    body: '<html>It works!</html>',
    headers: { 'content-type': 'application/json' },
  }),
  'a type of content that is none': () => ({ status: 200, body: '{}', headers: { 'content-type': ';;' } }),
  bytes: () => ({ status: 200, body: Buffer.from('PK'), headers: { 'content-type': 'application/zip' } }),
  'an empty 200': () => ({ status: 200 }),
  'a 204': () => ({ status: 204 }),
  'a 202': () => ({ status: 202, body: {} }),
  null: json(null),
  'a number': json(7),
  'a text': json('OK'),
  'an empty object': json({}),
  'an object for a list, a list for an object': altered((right) => (Array.isArray(right) ? { ...right } : [right])),
  'a list of nothing': json([null]),
  'members that are gone': altered((right) => members(right, undefined)),
  'members that are null': altered((right) => members(right, null)),
  'members that are lists': altered((right) => members(right, [])),
  'null in all places': altered((right) => deep(right, () => null)),
  'objects in all places': altered((right) => deep(right, () => ({}))),
  'numbers in all places': altered((right) => deep(right, () => 0.5)),
};

/** Requests of an operation, such as `GET /repos/{owner}/{repo}/pulls`. */
export function requestsOf(operation: string): FaultTrigger {
  const [method = '', path = ''] = operation.split(' ');
  // A branch or a ref has slashes in it.
  const pattern = path.replace(/\{(\w+)\}/g, (_, name) => (/^(ref|basehead)$/.test(name) ? '[^?]+' : '[^/?]+'));
  return { method, path: new RegExp(`^${pattern}(\\?|$)`), times: Number.POSITIVE_INFINITY };
}
