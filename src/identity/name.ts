import type { Run, RunFile } from '../run/run.ts';
import { NumberPlaces } from './numberplaces.ts';
import { PathReader } from './pathreader.ts';
import { type Name, NOTHING, setupOf, told } from './setupname.ts';
import { Trail, tellingOf } from './trail.ts';
import type { Word } from './word.ts';

/** How the path of a file was read: what each word in each folder and file name was taken for. */
export interface ReadName {
  readonly file: RunFile;
  readonly segments: readonly (readonly Word[])[];
  readonly name: Name;
}

/** The names of some runs. */
export interface Names {
  /** The name of each, in the order of the runs. */
  readonly all: readonly Name[];
  /** How they were read, file by file; this reads them again, because with thousands of runs nobody asks. */
  readOf(run: Run): ReadName[];
}

/** Names of runs that only differ in what is stated. */
export function noNames(runs: readonly Run[]): Names {
  return {
    all: runs.map(() => NOTHING),
    readOf: ({ files }) => files.map((file) => ({ file, segments: [], name: NOTHING })),
  };
}

/** Names that something else derives from the paths, such as a regular expression. */
export function givenNames(runs: readonly Run[], nameOf: (file: RunFile) => string): Names {
  const known = new Map<string, Name>();
  const readOf = ({ files }: Run) =>
    files.map((file) => {
      const text = nameOf(file);
      const name = known.get(text) ?? givenName(text);
      known.set(text, name);
      return { file, segments: [name.setup], name };
    });
  const of = (run: Run) => readOf(run).toSorted((a, b) => (a.name.text < b.name.text ? -1 : 1))[0]?.name ?? NOTHING;
  return { all: runs.map(of), readOf };
}

function givenName(text: string): Name {
  if (text === '') return NOTHING;
  const parts = text.split(/(?<=[-_./ ])/);
  const separatorOf = (part = '') => /[-_./ ]?$/.exec(part)?.[0] ?? '';
  // Each separator belongs to the word after it, if any; what is compared keeps the separators as given.
  const setup = parts.map((part, i): Word => {
    const word = part.slice(0, part.length - separatorOf(part).length);
    return { kind: 'setup', text: word, before: separatorOf(parts[i - 1]), canonical: part, key: null, number: null };
  });
  return { setup, text };
}

/**
 * Reads the names of runs, those of all sides together, word by word: whatever tells the run's own load, numbers or
 * dates it, or repeats what the run states, is not part of the name of its setup. A run with several files has the name
 * that most other runs have too.
 */
export function namesOf(runs: readonly Run[]): Names {
  const reader = new PathReader(tellingOf);
  const trails = runs.map((run) => reader.trailsOf(run));
  const places = new NumberPlaces();
  for (const [index, { load }] of runs.entries()) {
    for (const trail of trails[index] ?? []) places.add(trail, load);
  }
  const index = new NameIndex(places);
  for (const own of trails) for (const name of index.namesOf(own)) name.runs += 1;
  return { all: trails.map((own) => commonest(index.namesOf(own))), readOf: readingAgain(places) };
}

/** Reads names a second time, whole: what was read first is not kept for that, since nobody asks in most runs. */
function readingAgain(places: NumberPlaces): Names['readOf'] {
  const reader = new PathReader();
  return (run) =>
    run.files.map((file): ReadName => {
      const segments = reader.segmentsOf(run, file);
      const trail = segments.reduce((above, words) => above.with(words), new Trail());
      const read = told(segments, places.of(trail));
      return { file, segments: read, name: setupOf(read) };
    });
}

/** A name, as that run writes it which comes first in the alphabet, and how many runs have it. */
interface CommonName {
  name: Name;
  spelled: string;
  runs: number;
}

/** The names that trails lead to; equal ones are one object. */
class NameIndex {
  readonly #places: NumberPlaces;
  readonly #byTrail = new Map<Trail, CommonName>();
  readonly #byText = new Map<string, CommonName>();

  constructor(places: NumberPlaces) {
    this.#places = places;
  }

  /** The names of a run by those of its files. */
  namesOf(trails: readonly Trail[]): readonly CommonName[] {
    const names = trails.map((trail) => this.#nameOf(trail));
    return names.length === 1 ? names : [...new Set(names)];
  }

  #nameOf(trail: Trail): CommonName {
    let common = this.#byTrail.get(trail);
    if (common === undefined) {
      common = this.#shared(setupOf(told(trail.segments, this.#places.of(trail))));
      this.#byTrail.set(trail, common);
    }
    return common;
  }

  #shared(name: Name): CommonName {
    const spelled = spelling(name);
    const common = this.#byText.get(name.text) ?? { name, spelled, runs: 0 };
    if (spelled < common.spelled) Object.assign(common, { name, spelled });
    this.#byText.set(name.text, common);
    return common;
  }
}

function spelling({ setup }: Name): string {
  return setup.map(({ before, text }) => before + text).join('');
}

/** The name that most runs have, then the shortest, then the first in alphabetical order. */
function commonest(names: readonly CommonName[]): Name {
  const [best] =
    names.length === 1
      ? names
      : names.toSorted(
          (a, b) => b.runs - a.runs || a.name.text.length - b.name.text.length || (a.name.text < b.name.text ? -1 : 1),
        );
  return best?.name ?? NOTHING;
}

/** What may distinguish the names of runs further: the name of the folder that was given. */
export function placeNames(runs: readonly Run[]): Name[] {
  const reader = new PathReader(tellingOf);
  const names = new Map<readonly Word[], Name>();
  return runs.map((run) => {
    const words = reader.placeOf(run);
    const name = names.get(words) ?? setupOf(told([words], []));
    names.set(words, name);
    return name;
  });
}
