import { chunksIn, withFillers } from './chunk.ts';
import type { Speaker } from './speaker.ts';
import { isPlain, mayTellLoad, type Word, wordOf, wordsOf } from './word.ts';

type Words = readonly Word[];

/** The words of one folder or file name, interpreted without regard to other names. */
export function wordsIn(segment: string, speaker: Speaker): Words {
  return readSegment(segment, speaker).words;
}

/**
 * Reads words as above, but each name only once for all runs that state the same, because thousands of runs may be in the
 * same folders. Results are shared, and its memory grows with the names that it has read.
 */
export class WordReader {
  readonly #settled = new Map<Speaker['fillers'], Map<string, Words>>();
  /** Words that may be another run's setup. */
  readonly #spoken = new Map<Speaker, Map<string, Words>>();
  readonly #keep: (words: Words) => Words;

  /** @param keep what is to be kept of the words of a name; thousands of names may say the same, or nothing */
  constructor(keep: (words: Words) => Words = (words) => words) {
    this.#keep = keep;
  }

  /** @param speaker the same object, as are its fillers, for all runs that state the same */
  wordsIn(segment: string, speaker: Speaker): Words {
    const [settled, spoken] = [branchOf(this.#settled, speaker.fillers), branchOf(this.#spoken, speaker)];
    const known = settled.get(segment) ?? spoken.get(segment);
    if (known !== undefined) return known;
    const { words, byLoad } = readSegment(segment, speaker);
    const kept = this.#keep(words);
    (byLoad ? spoken : settled).set(segment, kept);
    return kept;
  }
}

function branchOf<Key>(all: Map<Key, Map<string, Words>>, key: Key): Map<string, Words> {
  let branch = all.get(key);
  if (branch === undefined) {
    branch = new Map();
    all.set(key, branch);
  }
  return branch;
}

/** Also whether the words may depend on the load. */
function readSegment(segment: string, { load, fillers }: Speaker): { readonly words: Words; readonly byLoad: boolean } {
  if (isPlain(segment)) return { words: [wordOf('filler', segment, segment)], byLoad: false };
  const chunks = withFillers(chunksIn(segment), fillers);
  return { words: wordsOf(chunks, segment, load), byLoad: mayTellLoad(chunks) };
}
