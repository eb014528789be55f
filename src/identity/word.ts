import { namings } from '../report/harnesses.ts';
import { type Load, requestedConcurrency } from '../run/load.ts';
import { Expression } from './alphabet.ts';
import type { Chunk } from './chunk.ts';

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

const CONCURRENCY = new Set(['conc', 'concurrency', 'concurrent', 'c', 'users', 'clients', 'streams', 'parallel']);
const RATE = new Set(['qps', 'rps', 'rate']);
/** EvalScope names folders like `parallel_16_number_160`, with the requests in flight, then the number of requests. */
const PROMPTS = 'number';
const LOAD_KEYS = new Set([...CONCURRENCY, ...RATE, PROMPTS]);
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

/** Whether a folder or file name belongs to a known layout, and says nothing. */
export function isPlain(segment: string): boolean {
  return PLAIN.some((form) => form.test(segment));
}

/** The words of chunks, for a run of that load. */
export function wordsOf(chunks: readonly Chunk[], segment: string, load: Load): Word[] {
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

/** Whether the words may depend on the load: by a key of one, or `run`, which precedes it in one layout, and by a number. */
export function mayTellLoad(chunks: readonly Chunk[]): boolean {
  const open = chunks.filter(({ kind }) => kind === null);
  const hasKey = open.some(({ lower }) =>
    lower.split(QUANTITY).some((part) => LOAD_KEYS.has(part) || part === 'stage' || part === 'run'),
  );
  return hasKey && open.some(({ lower }) => QUANTITY.test(lower));
}

const QUANTITY = /[\d.]+|inf(?:inity)?/;

interface WordMatch {
  readonly word: Word;
  /** How many chunks it consists of. */
  readonly count: number;
}

function readAt(chunks: readonly Chunk[], at: number, segment: string, load: Load, before: readonly Word[]): WordMatch {
  const [chunk, next] = [chunks[at], chunks[at + 1]];
  if (chunk === undefined) throw new Error('no chunk to read');
  if (chunk.kind !== null) return { word: wordOf(chunk.kind, chunk.text, chunk.lower), count: 1 };
  const texts = (count: number) => segment.slice(chunk.start, chunks[at + count - 1]?.end);
  // `run-2026-05-01`, `run=17171717171`.
  if (REPEAT.has(chunk.lower) && next?.kind === 'repeat') {
    return { word: wordOf('repeat', texts(2), texts(2).toLowerCase(), chunk.lower), count: 2 };
  }
  const count = loadCount(chunks, at, segment, load);
  if (count > 0) return { word: wordOf('load', texts(count), texts(count).toLowerCase()), count };
  if (isNumber(chunk.lower)) return { word: bare(chunk, load, before), count: 1 };
  const [, letters, digits] = KEYED.for(chunk.lower).exec(chunk.lower) ?? [];
  if (letters !== undefined && digits !== undefined)
    return { word: keyed(letters, digits, chunk.text, load), count: 1 };
  const follower = openText(next);
  if (LETTERS.for(chunk.lower).test(chunk.lower) && follower !== null && isNumber(follower)) {
    return { word: keyed(chunk.lower, follower, texts(2), load), count: 2 };
  }
  return { word: wordOf('setup', chunk.text, chunk.lower), count: 1 };
}

/** The text of a chunk whose form does not show what it is. */
function openText(chunk: Chunk | undefined): string | null {
  return chunk?.kind === null ? chunk.lower : null;
}

/** How many chunks, from that one on, tell the run's own load; 0 if it is none: `conc-8`, `8 users`, `request_rate=0_5`. */
function loadCount(chunks: readonly Chunk[], at: number, segment: string, load: Load): number {
  const skipped = BEFORE_LOAD.has(openText(chunks[at]) ?? '') ? 1 : 0;
  const [key, value] = [openText(chunks[at + skipped]), openText(chunks[at + skipped + 1])];
  if (isLoad(key, value, load) || isLoad(value, key, load)) return skipped + 2;
  const more = key !== null && RATE.has(key) ? partsOfRate(chunks, at + skipped + 1, segment, load) : 0;
  if (more > 0) return skipped + 1 + more;
  return isLoadWithin(key, load) ? skipped + 1 : 0;
}

/** How many chunks behind the key of a rate are its own in parts: `.5`, as `bc` writes 0.5, and `0_5`; 0 if none are. */
function partsOfRate(chunks: readonly Chunk[], at: number, segment: string, load: Load): number {
  const [whole, rest] = [chunks[at], chunks[at + 1]];
  if (whole === undefined) return 0;
  const isOwn = (text: string) => isNumber(text) && load.rate !== null && isRate(text, load.rate);
  if (segment[whole.start - 1] === '.' && isOwn(`0.${openText(whole)}`)) return 1;
  return rest?.start === whole.end + 1 && isOwn(`${openText(whole)}.${openText(rest)}`) ? 2 : 0;
}

/** A number whose key is not that of a load, or that is not the run's own load. */
function keyed(key: string, digits: string, text: string, load: Load): Word {
  const number = numberIn(digits);
  const canonical = `${key}${spelled(digits)}`;
  if (REPEAT.has(key)) return wordOf('repeat', text, canonical, key, number);
  if (key === 'stage' && number === load.stage) return wordOf('load', text, canonical, key, number);
  if (OTHER.has(key)) return wordOf('setup', text, canonical, key, number);
  // A number with a leading zero is a counter or the load: only the letters are kept.
  if (isCounted(digits)) return wordOf('setup', text, key, key);
  return wordOf('number', text, canonical, key, number);
}

function bare({ text, lower }: Chunk, load: Load, before: readonly Word[]): Word {
  const number = numberIn(lower);
  if (isCounted(lower)) return wordOf('repeat', text, lower, null, number);
  // llm-d-benchmark's older layout: `run_<concurrency>_<prompts>`.
  const last = before.at(-1);
  const isLayout = last?.kind === 'repeat' && last.key === 'run' && last.number === requestedConcurrency(load);
  return wordOf(isLayout ? 'load' : 'number', text, spelled(lower), null, number);
}

export function wordOf(
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

/** `8`, `0.5`; `0p5` in names without dots. */
const NUMBER = '\\d+(?:[.p]\\d+)?';
const WHOLE = new RegExp(`^${NUMBER}$`);
/** `tp8`. */
const KEYED = new Expression(({ letters, marks }) => `^([${letters}${marks}]+)(${NUMBER})$`);
const LETTERS = new Expression(({ letters, marks }) => `^[${letters}${marks}]+$`);
const AMOUNT = `${NUMBER}|inf|infinity`;
/** `conc8`, and `8rps`. */
const KEY_FIRST = new Expression(({ letters }) => `^([${letters}]+?)(${AMOUNT})$`);
const UNIT_LAST = new Expression(({ letters }) => `^(${AMOUNT})([${letters}]+)$`);

function isNumber(text: string): boolean {
  return WHOLE.test(text);
}

function numberIn(text: string): number {
  return Number(text.replace('p', '.'));
}

function isCounted(digits: string): boolean {
  return /^0\d+$/.test(digits);
}

/** Whether `conc` with `8`, or `qps` with `inf`, is the run's own load. */
function isLoad(key: string | null, value: string | null, load: Load): boolean {
  if (key === null || value === null) return false;
  if (!LOAD_KEYS.has(key)) return false;
  const isUnbounded = value === 'inf' || value === 'infinity';
  if (!isUnbounded && !isNumber(value)) return false;
  if (RATE.has(key)) return isUnbounded ? load.rate === null : load.rate !== null && isRate(value, load.rate);
  if (key === PROMPTS) return numberIn(value) === load.prompts;
  const own = requestedConcurrency(load);
  if (isUnbounded) return own === null;
  return own !== null && isNear(numberIn(value), own);
}

/** The same for a single chunk: `conc8`, `8rps`, `infqps`. */
function isLoadWithin(chunk: string | null, load: Load): boolean {
  if (chunk === null || isNumber(chunk)) return false;
  const [, key, value] = KEY_FIRST.for(chunk).exec(chunk) ?? [];
  const [, first, unit] = UNIT_LAST.for(chunk).exec(chunk) ?? [];
  return isLoad(key ?? null, value ?? null, load) || isLoad(unit ?? null, first ?? null, load);
}

/** Whether a text is a rate, rounded to the decimals that are written: 10/3 as `3.33`. */
function isRate(text: string, rate: number): boolean {
  const decimals = /[.p](\d{1,20})$/.exec(text)?.[1]?.length;
  return numberIn(text) === (decimals === undefined ? rate : Number(rate.toFixed(decimals)));
}

/** A measured concurrency is slightly below the requested one: by this factor at most. */
const MEASURED = 1.2;

function isNear(asked: number, own: number): boolean {
  return asked === own || (!Number.isInteger(own) && asked > own && asked <= own * MEASURED);
}
