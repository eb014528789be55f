import { namings } from '../report/harnesses.ts';
import { type Load, reportedConcurrency } from '../run/load.ts';

/**
 * What a word of a name was taken for. `setup`: it is part of the name. `load`: it says the run's own load. `number`: it
 * may do so, which its pattern decides. `repeat`: it numbers or dates. `doubt`: it does so with a hash, or names a machine. `filler`: the run
 * states it, or the layout has it. `again`: its folder or file says what an earlier one has said.
 */
export type WordKind = 'setup' | 'load' | 'number' | 'repeat' | 'doubt' | 'filler' | 'again';

/** A word as it stands in a path. */
export interface Word {
  readonly kind: WordKind;
  /** As it is written, without what is before it. */
  readonly text: string;
  /** What separates it from the word before it. */
  readonly before: string;
  /** Spelled in one way: `tp8` of `TP_8`; without the number where that is the load. */
  readonly canonical: string;
  /** The letters and the number of `tp8`; null for other words. */
  readonly key: string | null;
  readonly number: number | null;
}

/** Letters and digits; versions stay whole. */
const CHUNK = /[\p{L}\p{M}\p{N}]+(?:\.\d[\p{L}\p{N}]*|(?<=\d)\.(?:post|dev|rc|alpha|beta)\d+)*/gu;
const YEAR = '20\\d\\d';
const MONTH = '(?:0[1-9]|1[0-2])';
const MONTHDAY = '(?:0[1-9]|[12]\\d|3[01])';
const DAY = `${YEAR}([-_.]?)${MONTH}\\1${MONTHDAY}`;
const HOUR = '(?:[01]\\d|2[0-3])';
/** A moment or a single thing: dates with and without a time, epochs, numbers of runs, uids; before them the random part of a layout. */
const REPEATED = new RegExp(
  [
    '1\\d{9}-[a-z0-9]{6,8}_\\d+$',
    '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}',
    `${DAY}(?:[-_T ]?${HOUR}([-_.:])?[0-5]\\d\\2[0-5]\\d(?:[.,]\\d+)?Z?|T${HOUR}[-_.:]?[0-5]\\dZ?|[-_ ]?${HOUR}[-.:][0-5]\\d)?`,
    `${YEAR}${MONTH}${MONTHDAY}${HOUR}[0-5]\\d`,
    `${MONTHDAY}([-_.])${MONTH}(?:\\3)${YEAR}`,
    `20[23]\\d-${MONTH}`,
    '1\\d{9}\\.\\d+|\\d{10,20}',
  ]
    .map((pattern) => `(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`)
    .join('|'),
  'giu',
);
/** Hours and minutes after a day, which might be another number. */
const CLOCK = new RegExp(
  `(?<=(?<!\\d)${YEAR}[-_.]?${MONTH}[-_.]?${MONTHDAY}[-_ ])${HOUR}[0-5]\\d(?![\\p{L}\\p{N}])`,
  'gu',
);
const HASH = /^g?(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}$/i;

const CONCURRENCY = new Set(['conc', 'concurrency', 'concurrent', 'c', 'users', 'clients', 'streams', 'parallel']);
const RATE = new Set(['qps', 'rps', 'rate']);
/** EvalScope names a folder `parallel_16_number_160`: by what is in flight, then by the requests. */
const PROMPTS = 'number';
const LOAD_KEYS = new Set([...CONCURRENCY, ...RATE, PROMPTS, 'stage', 'run']);
/** What stands before the key of a load and belongs to it: `max_concurrency`, `request-rate`. */
const BEFORE_LOAD = new Set(['max', 'request', 'req', 'requested', 'target']);
const REPEAT = new Set(
  'run rep repeat repetition iter iteration trial attempt round pass seed day night week'.split(' '),
);
/** Keys whose numbers are of something else, whatever the load. */
const OTHER = new Set(
  'tp dp pp ep sp cp dcp pcp isl osl input output in out bs batch gpu gpus node nodes replica replicas v fp int bf'.split(
    ' ',
  ),
);

/** Segments that a known layout has, and that say nothing. */
const PLAIN = [/^(results?|reports?|benchmark_reports?)$/i, ...namings('plain')];
const REPEATS = namings('repeat');
const MACHINES = namings('machine');

/** What a run says of itself that its names may say again. */
export interface Speaker {
  readonly load: Load;
  /** Sequences of chunks that say nothing: harness, backend, model. */
  readonly fillers: readonly (readonly string[])[];
}

interface Chunk {
  readonly text: string;
  readonly lower: string;
  readonly start: number;
  readonly end: number;
  /** Found by its form, or because the run states it. */
  readonly kind: 'repeat' | 'doubt' | 'filler' | null;
}

/** The words of one folder or file name, each read by itself. */
export function wordsIn(segment: string, speaker: Speaker): Word[] {
  if (isPlain(segment)) return [wordOf('filler', segment, segment)];
  return wordsOf(withFillers(chunksIn(segment), speaker.fillers), segment, speaker.load);
}

/** A folder or file name that was read for some fillers. */
interface KnownSegment {
  readonly chunks: readonly Chunk[];
  /** Null where they depend on the load. */
  readonly words: readonly Word[] | null;
}

/**
 * Reads words as above, the same name once: thousands of runs lie in the same folders. What it gives is shared, and what
 * it knows grows with the names that it has met.
 */
export class WordReader {
  readonly #known = new Map<Speaker['fillers'], Map<string, KnownSegment>>();

  /** @param speaker whose fillers are one object where they are the same */
  wordsIn(segment: string, { load, fillers }: Speaker): readonly Word[] {
    let segments = this.#known.get(fillers);
    if (segments === undefined) {
      segments = new Map();
      this.#known.set(fillers, segments);
    }
    let known = segments.get(segment);
    if (known === undefined) {
      known = knownSegment(segment, fillers);
      segments.set(segment, known);
    }
    return known.words ?? wordsOf(known.chunks, segment, load);
  }
}

function knownSegment(segment: string, fillers: Speaker['fillers']): KnownSegment {
  if (isPlain(segment)) return { chunks: [], words: [wordOf('filler', segment, segment)] };
  const chunks = withFillers(chunksIn(segment), fillers);
  return { chunks, words: chunks.some(mayTellLoad) ? null : wordsOf(chunks, segment, NO_LOAD) };
}

/** Any: it is not asked for. */
const NO_LOAD: Load = {
  ...{ concurrency: null, concurrencySource: 'unknown', rate: null, condition: null, limit: null },
  ...{ stage: null, prompts: null, isFound: false },
};

/** Whether a word may be read in one way or another by the load: its keys, and `run`, which a layout has before it. */
function mayTellLoad({ kind, lower }: Chunk): boolean {
  if (kind !== null) return false;
  return lower.split(/[\d.]+|inf(?:inity)?/).some((part) => LOAD_KEYS.has(part));
}

function isPlain(segment: string): boolean {
  return PLAIN.some((form) => form.test(segment));
}

function wordsOf(chunks: readonly Chunk[], segment: string, load: Load): Word[] {
  const words: Word[] = [];
  let end = 0;
  for (let at = 0; at < chunks.length; ) {
    const { word, count } = readAt(chunks, at, segment, load, words);
    const start = chunks[at]?.start ?? 0;
    words.push({ ...word, before: segment.slice(end, start) });
    end = chunks[at + count - 1]?.end ?? end;
    at += count;
  }
  return words;
}

/** Chunks of a text, without the spelling of what separates them: for what a run states. */
export function chunksOf(text: string): string[] {
  return (text.match(CHUNK) ?? []).map((chunk) => chunk.toLowerCase());
}

function chunksIn(segment: string): Chunk[] {
  const layouts = REPEATS.map((form) => form.exec(segment)).filter((match) => match !== null);
  const dates = [...segment.matchAll(REPEATED), ...layouts];
  const repeated = dates.map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const chunks = [...segment.matchAll(CHUNK)].map((match): Chunk => {
    const [text] = match;
    const kind = HASH.test(text) ? 'doubt' : null;
    return { text, lower: text.toLowerCase(), start: match.index, end: match.index + text.length, kind };
  });
  const clocks = new Set([...segment.matchAll(CLOCK)].map(({ index }) => index));
  const machine = Math.min(...MACHINES.map((form) => form.exec(segment)?.index ?? Number.POSITIVE_INFINITY));
  const free = chunks
    .map((chunk): Chunk => (chunk.start >= machine || clocks.has(chunk.start) ? { ...chunk, kind: 'doubt' } : chunk))
    .filter(({ start }) => !repeated.some((span) => start >= span.start && start < span.end));
  const spans = repeated.map(({ start, end }): Chunk => {
    const text = segment.slice(start, end);
    return { text, lower: text.toLowerCase(), start, end, kind: 'repeat' };
  });
  return [...free, ...spans].sort((a, b) => a.start - b.start);
}

function withFillers(chunks: readonly Chunk[], fillers: Speaker['fillers']): Chunk[] {
  const marked = [...chunks];
  for (const filler of fillers) {
    if (filler.length === 0) continue;
    for (let at = 0; at + filler.length <= marked.length; at += 1) {
      const isHere = filler.every((word, i) => marked[at + i]?.kind === null && marked[at + i]?.lower === word);
      if (!isHere) continue;
      for (let i = at; i < at + filler.length; i += 1) {
        const chunk = marked[i];
        if (chunk !== undefined) marked[i] = { ...chunk, kind: 'filler' };
      }
    }
  }
  return marked;
}

interface WordMatch {
  readonly word: Word;
  /** Chunks that it is made of. */
  readonly count: number;
}

function readAt(chunks: readonly Chunk[], at: number, segment: string, load: Load, before: readonly Word[]): WordMatch {
  const [chunk, next, third] = [chunks[at], chunks[at + 1], chunks[at + 2]];
  if (chunk === undefined) throw new Error('no chunk to read');
  if (chunk.kind !== null) return { word: wordOf(chunk.kind, chunk.text, chunk.lower), count: 1 };
  const texts = (count: number) => segment.slice(chunk.start, chunks[at + count - 1]?.end);
  // `run-2026-05-01`, `run=17171717171`.
  if (REPEAT.has(chunk.lower) && next?.kind === 'repeat') {
    return { word: wordOf('repeat', texts(2), texts(2).toLowerCase(), chunk.lower), count: 2 };
  }
  const open = (other: Chunk | undefined): string | null => (other?.kind === null ? other.lower : null);
  // `max_concurrency=8`, then `conc-8`, `8 users`, `conc8`.
  if (BEFORE_LOAD.has(chunk.lower) && isLoad(open(next), open(third), load)) return loadWord(texts(3), 3);
  if (BEFORE_LOAD.has(chunk.lower) && isLoadWithin(open(next), load)) return loadWord(texts(2), 2);
  if (isLoad(chunk.lower, open(next), load) || isLoad(open(next), chunk.lower, load)) return loadWord(texts(2), 2);
  if (isLoadWithin(chunk.lower, load)) return loadWord(texts(1), 1);
  const [, letters, digits] = /^([\p{L}\p{M}]+)(\d+(?:\.\d+)?)$/u.exec(chunk.lower) ?? [];
  if (letters !== undefined && digits !== undefined)
    return { word: keyed(letters, digits, chunk.text, load), count: 1 };
  const follower = open(next);
  if (/^[\p{L}\p{M}]+$/u.test(chunk.lower) && follower !== null && isNumber(follower)) {
    return { word: keyed(chunk.lower, follower, texts(2), load), count: 2 };
  }
  if (isNumber(chunk.lower)) return { word: bare(chunk, load, before), count: 1 };
  return { word: wordOf('setup', chunk.text, chunk.lower), count: 1 };
}

function loadWord(text: string, count: number): WordMatch {
  return { word: wordOf('load', text, text.toLowerCase()), count };
}

/** A number under a key that is no load's, or not with the run's own number. */
function keyed(key: string, digits: string, text: string, load: Load): Word {
  const number = Number(digits);
  const canonical = `${key}${spelled(digits)}`;
  if (REPEAT.has(key)) return wordOf('repeat', text, canonical, key, number);
  if (key === 'stage' && number === load.stage) return wordOf('load', text, canonical, key, number);
  if (OTHER.has(key)) return wordOf('setup', text, canonical, key, number);
  // A number with a leading zero counts or is the load: the letters stay.
  if (isCounted(digits)) return wordOf('setup', text, key, key);
  return wordOf('number', text, canonical, key, number);
}

function bare({ text, lower }: Chunk, load: Load, before: readonly Word[]): Word {
  const number = Number(lower);
  if (isCounted(lower)) return wordOf('repeat', text, lower, null, number);
  // llm-d-benchmark's older layout: `run_<concurrency>_<prompts>`.
  const last = before.at(-1);
  const isLayout = last?.kind === 'repeat' && last.key === 'run' && last.number === concurrencyOf(load);
  return wordOf(isLayout ? 'load' : 'number', text, spelled(lower), null, number);
}

function wordOf(
  kind: WordKind,
  text: string,
  canonical: string,
  key: string | null = null,
  number: number | null = null,
): Word {
  return { kind, text, before: '', canonical, key, number };
}

/** Numbers in one spelling; parts of a version are not numbers: 2.10 is not 2.1. */
function spelled(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

function isNumber(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text);
}

function isCounted(digits: string): boolean {
  return /^0\d+$/.test(digits);
}

/** `conc` with `8`, `qps` with `inf`, where that is the run's own. */
function isLoad(key: string | null, value: string | null, load: Load): boolean {
  if (key === null || value === null) return false;
  const isUnbounded = value === 'inf' || value === 'infinity';
  if (!isUnbounded && !isNumber(value)) return false;
  if (RATE.has(key)) return isUnbounded ? load.rate === null : Number(value) === load.rate;
  if (key === PROMPTS) return Number(value) === load.prompts;
  if (!CONCURRENCY.has(key)) return false;
  const own = concurrencyOf(load);
  if (isUnbounded) return own === null;
  return own !== null && isNear(Number(value), own);
}

/** The same in one chunk: `conc8`, `8rps`, `infqps`. */
function isLoadWithin(chunk: string | null, load: Load): boolean {
  if (chunk === null) return false;
  const [, key, value] = /^(\p{L}+?)(\d+(?:\.\d+)?|inf|infinity)$/u.exec(chunk) ?? [];
  const [, first, unit] = /^(\d+(?:\.\d+)?|inf|infinity)(\p{L}+)$/u.exec(chunk) ?? [];
  return isLoad(key ?? null, value ?? null, load) || isLoad(unit ?? null, first ?? null, load);
}

/** A concurrency that was measured is a little below what was asked for. */
const MEASURED = 1.2;

function isNear(asked: number, own: number): boolean {
  return asked === own || (!Number.isInteger(own) && asked > own && asked <= own * MEASURED);
}

/** The number of requests in flight that was asked for, be it kept or a limit. */
export function concurrencyOf(load: Load): number | null {
  return reportedConcurrency(load) ?? load.limit;
}
