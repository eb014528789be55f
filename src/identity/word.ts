import { namings } from '../report/harnesses.ts';
import { type Load, reportedConcurrency } from '../run/load.ts';

/**
 * How a word of a name was interpreted. `setup`: as part of the name. `load`: as the run's own load. `number`: possibly
 * as its load, which the pattern of the name decides. `repeat`: as a number or date of the run. `doubt`: as a hash that
 * serves the same purpose, or as the name of a machine. `filler`: as something that the run states, or that belongs to
 * the layout. `again`: as part of a folder or file name that repeats an earlier one.
 */
export type WordKind = 'setup' | 'load' | 'number' | 'repeat' | 'doubt' | 'filler' | 'again';

/** A word of a path. */
export interface Word {
  readonly kind: WordKind;
  /** As it is written, without the separator. */
  readonly text: string;
  /** The separator between it and the previous word. */
  readonly before: string;
  /** In a uniform spelling: `tp8` for `TP_8`; without the number if that is the load. */
  readonly canonical: string;
  /** The letters of `tp8`, and below its number; null for other words. */
  readonly key: string | null;
  readonly number: number | null;
}

/** Letters and digits; a version is kept in one piece. */
const CHUNK = /[\p{L}\p{M}\p{N}]+(?:\.\d[\p{L}\p{N}]*|(?<=\d)\.(?:post|dev|rc|alpha|beta)\d+)*/gu;
const YEAR = '20\\d\\d';
const MONTH = '(?:0[1-9]|1[0-2])';
const MONTHDAY = '(?:0[1-9]|[12]\\d|3[01])';
const DAY = `${YEAR}([-_.]?)${MONTH}\\1${MONTHDAY}`;
const HOUR = '(?:[01]\\d|2[0-3])';
/** What occurs only once: a layout's random part, uids, dates with and without times, epochs, and run numbers. */
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
/** Hours and minutes after a date, which might be some other number. */
const CLOCK = new RegExp(
  `(?<=(?<!\\d)${YEAR}[-_.]?${MONTH}[-_.]?${MONTHDAY}[-_ ])${HOUR}[0-5]\\d(?![\\p{L}\\p{N}])`,
  'gu',
);
const HASH = /^g?(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}$/i;

const CONCURRENCY = new Set(['conc', 'concurrency', 'concurrent', 'c', 'users', 'clients', 'streams', 'parallel']);
const RATE = new Set(['qps', 'rps', 'rate']);
/** EvalScope names folders like `parallel_16_number_160`, with the requests in flight, then the number of requests. */
const PROMPTS = 'number';
const LOAD_KEYS = new Set([...CONCURRENCY, ...RATE, PROMPTS, 'stage', 'run']);
/** Words before the key of a load that belong to it: `max_concurrency`, `request-rate`. */
const BEFORE_LOAD = new Set(['max', 'request', 'req', 'requested', 'target']);
const REPEAT = new Set(
  'run rep repeat repetition iter iteration trial attempt round pass seed day night week'.split(' '),
);
/** Keys whose numbers never mean the load. */
const OTHER = new Set(
  'tp dp pp ep sp cp dcp pcp isl osl input output in out bs batch gpu gpus node nodes replica replicas v fp int bf'.split(
    ' ',
  ),
);

/** Folder and file names that belong to a known layout, and say nothing. */
const PLAIN = [/^(results?|reports?|benchmark_reports?)$/i, ...namings('plain')];
const REPEATS = namings('repeat');
const MACHINES = namings('machine');

/** What a run states about itself, and its names may repeat. */
export interface Speaker {
  readonly load: Load;
  /** Sequences of chunks that say nothing new: harness, backend, model. */
  readonly fillers: readonly (readonly string[])[];
}

interface Chunk {
  readonly text: string;
  readonly lower: string;
  readonly start: number;
  readonly end: number;
  /** What its form, or the run's own statement, shows it to be; null if neither does. */
  readonly kind: 'repeat' | 'doubt' | 'filler' | null;
}

/** The words of one folder or file name, interpreted without regard to other names. */
export function wordsIn(segment: string, speaker: Speaker): Word[] {
  if (isPlain(segment)) return [wordOf('filler', segment, segment)];
  return wordsOf(withFillers(chunksIn(segment), speaker.fillers), segment, speaker.load);
}

/** A folder or file name that has been read with certain fillers. */
interface KnownSegment {
  readonly chunks: readonly Chunk[];
  /** Null if they depend on the load. */
  readonly words: readonly Word[] | null;
}

/**
 * Reads words as above, but each name only once, because thousands of runs may be in the same folders. Results are
 * shared, and its memory grows with the names that it has read.
 */
export class WordReader {
  readonly #known = new Map<Speaker['fillers'], Map<string, KnownSegment>>();

  /** @param speaker whose fillers are the same object whenever they are equal */
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

/** Stands in for a load where it makes no difference. */
const NO_LOAD: Load = {
  ...{ concurrency: null, concurrencySource: 'unknown', rate: null, condition: null, limit: null },
  ...{ stage: null, prompts: null, isFound: false },
};

/** Whether what a word means may depend on the load: its keys, and `run`, which precedes it in one layout. */
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

/** The chunks of a text without their separators, for what a run states. */
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
  /** How many chunks it consists of. */
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

/** A number whose key is not that of a load, or that is not the run's own load. */
function keyed(key: string, digits: string, text: string, load: Load): Word {
  const number = Number(digits);
  const canonical = `${key}${spelled(digits)}`;
  if (REPEAT.has(key)) return wordOf('repeat', text, canonical, key, number);
  if (key === 'stage' && number === load.stage) return wordOf('load', text, canonical, key, number);
  if (OTHER.has(key)) return wordOf('setup', text, canonical, key, number);
  // A number with a leading zero is a counter or the load: only the letters are kept.
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

/** Numbers in a uniform spelling; parts of a version are not numbers: 2.10 is not 2.1. */
function spelled(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

function isNumber(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text);
}

function isCounted(digits: string): boolean {
  return /^0\d+$/.test(digits);
}

/** Whether `conc` with `8`, or `qps` with `inf`, is the run's own load. */
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

/** The same for a single chunk: `conc8`, `8rps`, `infqps`. */
function isLoadWithin(chunk: string | null, load: Load): boolean {
  if (chunk === null) return false;
  const [, key, value] = /^(\p{L}+?)(\d+(?:\.\d+)?|inf|infinity)$/u.exec(chunk) ?? [];
  const [, first, unit] = /^(\d+(?:\.\d+)?|inf|infinity)(\p{L}+)$/u.exec(chunk) ?? [];
  return isLoad(key ?? null, value ?? null, load) || isLoad(unit ?? null, first ?? null, load);
}

/** A measured concurrency is slightly below the requested one: by this factor at most. */
const MEASURED = 1.2;

function isNear(asked: number, own: number): boolean {
  return asked === own || (!Number.isInteger(own) && asked > own && asked <= own * MEASURED);
}

/** The requested number of requests in flight, whether maintained or only a limit. */
export function concurrencyOf(load: Load): number | null {
  return reportedConcurrency(load) ?? load.limit;
}
