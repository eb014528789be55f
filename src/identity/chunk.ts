import { namings } from '../report/harnesses.ts';
import { append } from '../run/append.ts';
import { smallestOf } from '../run/extent.ts';
import { Expression } from './alphabet.ts';
import type { Speaker } from './speaker.ts';

/**
 * Letters and digits; a version or a decimal is kept in one piece, but `run.1` is spelled like `run-1`. A plus behind a word
 * is its own, as in `prefix+`, and joins words elsewhere.
 */
const CHUNK = new Expression(({ letters, marks, numbers }) => {
  const version = `(?<=[${numbers}][${letters}]*)\\.\\d[${letters}${numbers}]*|(?<=\\d)\\.(?:post|dev|rc|alpha|beta)\\d+`;
  return `[${letters}${marks}${numbers}]+(?:${version})*(?:\\++(?![${letters}${numbers}+]))?`;
}, 'gu');
const YEAR = '20\\d\\d';
const MONTH = '(?:0[1-9]|1[0-2])';
const MONTHDAY = '(?:0[1-9]|[12]\\d|3[01])';
const DAY = `${YEAR}([-_.]?)${MONTH}\\1${MONTHDAY}`;
const HOUR = '(?:[01]\\d|2[0-3])';
/** What occurs only once: a layout's random part, uids, dates with and without times, epochs, and run numbers. */
const REPEATED = alone(
  [
    '1\\d{9}-[a-z0-9]{6,8}_\\d+$',
    '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}',
    `${DAY}(?:[-_T ]?${HOUR}([-_.:])?[0-5]\\d\\2[0-5]\\d(?:[.,]\\d+)?Z?|T${HOUR}[-_.:]?[0-5]\\dZ?|[-_ ]?${HOUR}[-.:][0-5]\\d)?`,
    `${YEAR}${MONTH}${MONTHDAY}${HOUR}[0-5]\\d`,
    // Not `16_10_` before `2026-09-06`.
    `${MONTHDAY}([-_.])${MONTH}(?:\\3)${YEAR}(?!([-_.]?)${MONTH}\\4${MONTHDAY}(?!\\d))`,
    `20[23]\\d-${MONTH}`,
    // Behind a point, many digits are those of a decimal, but for the lengths of epochs: `rate=3.3333333333333335`.
    '1\\d{9}\\.\\d+|(?<!\\d\\.)\\d{10,20}|1\\d{9}(?:\\d{3})?',
  ].join('|'),
  'giu',
);
/** Hours and minutes after a date, which might be some other number. */
const CLOCK = new Expression(
  ({ letters, numbers }) =>
    `(?<=(?<!\\d)${YEAR}[-_.]?${MONTH}[-_.]?${MONTHDAY}[-_ ])${HOUR}[0-5]\\d(?![${letters}${numbers}])`,
  'gu',
);
const HASH = /^g?(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}$/i;

const REPEATS = namings('repeat').map(everywhere);
const MACHINES = namings('machine').map(everywhere);

/** A pattern between what is neither a letter nor a number. */
function alone(pattern: string, flags: string): Expression {
  return new Expression(
    ({ letters, numbers }) => `(?<![${letters}${numbers}])(?:${pattern})(?![${letters}${numbers}])`,
    flags,
  );
}

function everywhere(form: RegExp): RegExp {
  return new RegExp(form, `${form.flags}g`);
}

/** A run of letters and digits, which may be part of a word. */
export interface Chunk {
  readonly text: string;
  readonly lower: string;
  readonly start: number;
  readonly end: number;
  /** What its form, or the run's own statement, shows it to be; null if neither does. */
  readonly kind: 'repeat' | 'doubt' | 'filler' | null;
}

/** The chunks of a text without their separators, for what a run states. */
export function chunksOf(text: string): string[] {
  return (text.match(CHUNK.for(text)) ?? []).map((chunk) => chunk.toLowerCase());
}

/** The chunks of a folder or file name, of which dates and numbers of the run are one each. */
export function chunksIn(segment: string): Chunk[] {
  const repeated = matchesIn(segment, [REPEATED.for(segment), ...REPEATS]).map(({ index, 0: { length } }) =>
    chunkAt(segment, index, index + length, 'repeat'),
  );
  const clocks = matchesIn(segment, [CLOCK.for(segment)]).map(({ index }) => index);
  const machine = smallestOf(matchesIn(segment, MACHINES).map(({ index }) => index));
  const chunks = [...repeated];
  let end = 0;
  for (const whole of segment.match(CHUNK.for(segment)) ?? []) {
    const start = segment.indexOf(whole, end);
    end = start + whole.length;
    if (repeated.some((span) => start >= span.start && start < span.end)) continue;
    // `1.1768132346`: a number, then an epoch.
    const next = repeated.find((span) => span.start > start && span.start < end);
    const text = next === undefined ? whole : whole.slice(0, next.start - start).replace(/\.$/, '');
    const isDoubtful = start >= machine || clocks.includes(start) || HASH.test(text);
    chunks.push(chunkAt(segment, start, start + text.length, isDoubtful ? 'doubt' : null));
  }
  return repeated.length === 0 ? chunks : chunks.sort((a, b) => a.start - b.start);
}

/** Most names have no match, which takes a tenth as long to see as asking for all of them. */
function matchesIn(text: string, forms: readonly RegExp[]): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  for (const form of forms) {
    if (text.search(form) !== -1) append(found, text.matchAll(form));
  }
  return found;
}

function chunkAt(segment: string, start: number, end: number, kind: Chunk['kind']): Chunk {
  const text = segment.slice(start, end);
  return { text, lower: text.toLowerCase(), start, end, kind };
}

/** Chunks with those marked that a run states. */
export function withFillers(chunks: readonly Chunk[], fillers: Speaker['fillers']): readonly Chunk[] {
  let marked = chunks;
  for (const filler of fillers) {
    for (let at = 0; at + filler.length <= marked.length; at += 1) {
      if (!isAt(at, marked, filler)) continue;
      const end = at + filler.length;
      marked = marked.map((chunk, i) => (i >= at && i < end ? { ...chunk, kind: 'filler' } : chunk));
    }
  }
  return marked;
}

function isAt(at: number, chunks: readonly Chunk[], filler: readonly string[]): boolean {
  for (let i = 0; i < filler.length; i += 1) {
    const chunk = chunks[at + i];
    if (chunk?.kind !== null || chunk.lower !== filler[i]) return false;
  }
  return filler.length > 0;
}
