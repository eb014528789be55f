import { isNumber } from './trail.ts';
import type { Word } from './word.ts';

/** What the name of a run says about its setup. */
export interface Name {
  /** The words, each in a uniform spelling too; none if it says nothing. */
  readonly setup: readonly Word[];
  /** The same as text, which determines whether names are equal. */
  readonly text: string;
}

export const NOTHING: Name = { setup: [], text: '' };

/** Words with each number taken for what it is, and those marked that only repeat earlier ones. */
export function told(segments: Segments, places: readonly boolean[]): Segments {
  return withoutRepeats(withLoads(segments, places));
}

/** The words of folders, and of a file, one after the other. */
type Segments = readonly (readonly Word[])[];

/** Names with each number read as its pattern says. With an unknown key, only the number belongs to the load. */
function withLoads(segments: Segments, places: readonly boolean[]): Segments {
  let place = 0;
  return segments.map((words) => {
    if (!words.some(isNumber)) return words;
    return words.map((word): Word => {
      if (!isNumber(word)) return word;
      const isLoad = places[place] === true;
      place += 1;
      if (!isLoad) return { ...word, kind: 'setup' };
      if (word.key === null) return { ...word, kind: 'load' };
      return { ...word, kind: 'setup', canonical: word.key, text: word.text.slice(0, word.key.length) };
    });
  });
}

/** Marks the words of folder and file names that only repeat earlier ones. */
function withoutRepeats(segments: Segments): Segments {
  const seen = new Set<string>();
  return segments.map((words) => {
    const said = words
      .filter(({ kind }) => kind === 'setup')
      .map(({ canonical }) => canonical)
      .join(' ');
    const isAgain = said !== '' && seen.has(said);
    seen.add(said);
    return isAgain ? words.map((word): Word => (word.kind === 'setup' ? { ...word, kind: 'again' } : word)) : words;
  });
}

/** The name that is left of words. */
export function setupOf(segments: Segments): Name {
  const setup: Word[] = [];
  let text = '';
  for (const words of segments) {
    let isFirst = true;
    for (const word of words) {
      if (word.kind !== 'setup') continue;
      text += setup.length === 0 ? word.canonical : ` ${word.canonical}`;
      setup.push(isFirst ? { ...word, before: setup.length === 0 ? '' : '/' } : word);
      isFirst = false;
    }
  }
  return { setup, text };
}
