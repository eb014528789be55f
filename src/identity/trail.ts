import type { Word } from './word.ts';

/**
 * What a path says, folder by folder down to its file. Paths that say the same share one, however many runs are below them,
 * and a folder that says nothing of the setup leads nowhere else.
 */
export class Trail {
  /** Whether a word tells the load, so that a number that equals it may do so by chance. */
  readonly saysLoad: boolean;
  /** The folder above; a trail of its own words would hold those of every folder above it once more. */
  readonly #above: Trail | null;
  readonly #words: readonly Word[];
  readonly #next = new Map<readonly Word[], Trail>();
  #numbers: readonly number[] | null = null;
  #pattern: string | null = null;

  /** Of a path of which nothing is read yet, unless `above` and `words` say where it is. */
  constructor(above: Trail | null = null, words: readonly Word[] = [], saysLoad = false) {
    this.#above = above;
    this.#words = words;
    this.saysLoad = saysLoad;
  }

  /** @param words of a further folder or of the file, as `tellingOf` keeps them, the same object wherever they are equal */
  with(words: readonly Word[]): Trail {
    if (words === SILENT || (words === LOAD_ALONE && this.saysLoad)) return this;
    let next = this.#next.get(words);
    if (next === undefined) {
      next = new Trail(this, words, this.saysLoad || words === LOAD_ALONE || words.some(isLoad));
      this.#next.set(words, next);
    }
    return next;
  }

  /** The words of the folders that say something. */
  get segments(): (readonly Word[])[] {
    const segments: (readonly Word[])[] = [];
    for (let trail: Trail = this; trail.#above !== null; trail = trail.#above) segments.push(trail.#words);
    return segments.reverse();
  }

  /** The numbers that may be the load, in the order of the pattern. */
  get numbers(): readonly number[] {
    this.#numbers ??= this.segments.flatMap((words) => words.filter(isNumber).map(({ number }) => number ?? 0));
    return this.#numbers;
  }

  /** The name with each of these numbers blanked. */
  get pattern(): string {
    this.#pattern ??= patternOf(this.segments);
    return this.#pattern;
  }
}

/** What any folder says that tells the load and nothing else, or nothing at all. */
const LOAD_ALONE: readonly Word[] = [];
const SILENT: readonly Word[] = [];

/** Words as they are, if they say anything of the setup. */
export function tellingOf(words: readonly Word[]): readonly Word[] {
  if (words.some(isName)) return words;
  return words.some(isLoad) ? LOAD_ALONE : SILENT;
}

function isLoad({ kind, key }: Word): boolean {
  return kind === 'load' && key !== 'stage';
}

function isName({ kind }: Word): boolean {
  return kind === 'number' || kind === 'setup';
}

export function isNumber({ kind }: Word): boolean {
  return kind === 'number';
}

function patternOf(segments: readonly (readonly Word[])[]): string {
  const parts = segments.map((words) =>
    words
      .filter(isName)
      .map(({ kind, key, canonical }) => (kind === 'number' ? `${key ?? ''}#` : canonical))
      .join(' '),
  );
  return parts.filter((part) => part !== '').join('/');
}
