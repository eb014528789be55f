import { harnessOf } from '../report/harnesses.ts';
import type { FactSet } from '../run/facts.ts';
import { groupBy } from '../run/groupby.ts';
import { reportedConcurrency } from '../run/load.ts';
import type { Run, RunFile } from '../run/run.ts';
import { chunksOf, concurrencyOf, type Speaker, type Word, WordReader } from './word.ts';

/** What the name of a run says about its setup. */
export interface Name {
  /** The words, each in a uniform spelling too; none if it says nothing. */
  readonly setup: readonly Word[];
  /** The same as text, which determines whether names are equal. */
  readonly text: string;
}

/** How the path of a file was read: what each word in each folder and file name was taken for. */
export interface ReadName {
  readonly file: RunFile;
  readonly segments: readonly (readonly Word[])[];
  readonly name: Name;
}

/** The names of some runs. */
export interface Names {
  of(run: Run): Name;
  /** How they were read, file by file; this reads them again, because with thousands of runs nobody asks. */
  readOf(run: Run): ReadName[];
}

const NOTHING: Name = { setup: [], text: '' };

/** For runs without names, which only differ in what is stated. */
export const NO_NAMES: Names = {
  of: () => NOTHING,
  readOf: ({ files }) => files.map((file) => ({ file, segments: [], name: NOTHING })),
};

/** Names that something else derives from the paths, such as a regular expression. */
export function givenNames(nameOf: (file: RunFile) => string): Names {
  const readOf = ({ files }: Run) =>
    files.map((file) => {
      const name = givenName(nameOf(file));
      return { file, segments: [name.setup], name };
    });
  const of = (run: Run) => readOf(run).toSorted((a, b) => (a.name.text < b.name.text ? -1 : 1))[0]?.name ?? NOTHING;
  return { of, readOf };
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
  const paths = new PathReader();
  const files = runs.map((run) => paths.segmentsOf(run));
  const loads = loadPlaces(files.flat());
  const shared = new Map<string, { readonly name: Name; readonly spelled: string }>();
  const texts = files.map((own) => {
    const names = own.map(({ segments, pattern }) => setupOf(told(segments, loads.get(pattern))));
    for (const name of names) {
      const [known, spelled] = [shared.get(name.text), spelling(name)];
      if (known === undefined || spelled < known.spelled) shared.set(name.text, { name, spelled });
    }
    return names.length === 1 ? names.map(({ text }) => text) : [...new Set(names.map(({ text }) => text))];
  });
  const counts = new Map<string, number>();
  for (const own of texts) for (const text of own) counts.set(text, (counts.get(text) ?? 0) + 1);
  const chosen = new Map(
    runs.map((run, index) => [run, shared.get(commonest(texts[index] ?? [], counts))?.name ?? NOTHING]),
  );
  // A separate one, which stays empty until somebody asks, because what the first one keeps takes memory.
  const again = new PathReader();
  const readOf = (run: Run) =>
    again.segmentsOf(run).map(({ file, segments, pattern }): ReadName => {
      const read = told(segments, loads.get(pattern));
      return { file, segments: read, name: setupOf(read) };
    });
  return { of: (run) => chosen.get(run) ?? NOTHING, readOf };
}

function told(segments: Segments['segments'], places: readonly boolean[] = []): Segments['segments'] {
  return withoutRepeats(withLoads(segments, places));
}

/** A name as it is written, which may differ between two runs. */
function spelling({ setup }: Name): string {
  return setup.map(({ before, text }) => before + text).join('');
}

/** The name that most runs have, then the shortest, then the first in alphabetical order. */
function commonest(names: readonly string[], counts: ReadonlyMap<string, number>): string {
  if (names.length === 1) return names[0] ?? '';
  const [best = ''] = names.toSorted(
    (a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a.length - b.length || (a < b ? -1 : 1),
  );
  return best;
}

/** What may distinguish names further: the name of the folder that was given. */
export function placeNames(runs: readonly Run[]): Names['of'] {
  const [reader, fillers] = [new WordReader(), new Fillers()];
  const names = new Map<readonly Word[], Name>();
  const nameOf = (run: Run, place: string): Name => {
    const words = reader.wordsIn(place, { load: run.load, fillers: fillers.of(run) });
    const name = names.get(words) ?? setupOf(withLoads([words], []));
    names.set(words, name);
    return name;
  };
  const all = new Map(
    runs.flatMap((run) => {
      const place = run.files[0]?.place ?? '';
      return place === '' ? [] : [[run, nameOf(run, place)] as const];
    }),
  );
  return (run) => all.get(run) ?? NOTHING;
}

/** What converters add before and after the name of what they converted. */
const CONVERTED = /^benchmark_report(?:_v\d+(?:\.\d+)*)?(?:,_|,|_(?!report))?/i;
/** Endings; a failed run of a sweep is where its result would be, as `run=0.failure.json`. */
const ENDINGS = /(?:\.json_\d+|\.failure(?=\.json$))?(?:\.(?:ya?ml|jsonl?|ndjson|txt))*$/i;

/** The words of a file of a run. */
interface Segments {
  readonly run: Run;
  readonly file: RunFile;
  readonly segments: readonly (readonly Word[])[];
  /** The name without the numbers that may be the load. */
  readonly pattern: string;
}

class PathReader {
  readonly #reader = new WordReader();
  readonly #fillers = new Fillers();

  /** The words of each file of a run: first those of the treatment that it states, then those of its path. */
  segmentsOf(run: Run): Segments[] {
    const speaker = { load: run.load, fillers: this.#fillers.of(run) };
    const stated = run.treatment === null ? [] : run.treatment.split('/');
    return run.files.map((file) => {
      const folders = file.path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
      const stem = folders.pop()?.replace(ENDINGS, '').replace(CONVERTED, '') ?? '';
      const parts = [...stated, ...folders, stem].filter((part) => part !== '');
      const segments = parts.map((part) => this.#reader.wordsIn(part, speaker));
      return { run, file, segments, pattern: patternOf(segments) };
    });
  }
}

/** What runs state about themselves; those that state the same share one object. */
class Fillers {
  readonly #known = new Map<string, Speaker['fillers']>();
  readonly #engines = new WeakMap<FactSet, readonly string[]>();

  /** Longest first, so that part of a name is not taken for the whole. */
  of({ harness, model, facts }: Run): Speaker['fillers'] {
    const backends = [facts.setup.get('backend'), facts.setup.get('endpoint_type'), facts.setup.get('framework')];
    const engines = this.#enginesIn(facts.environment);
    const key = JSON.stringify([harness, model, backends, engines]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const aliases = harnessOf(harness)?.aliases ?? [];
    const fillers = [harness, ...aliases, ...backends, ...engines, model, model?.replace(/^.*\//, '')]
      .flatMap((text) => (text === null || text === undefined ? [] : [chunksOf(text)]))
      .sort((a, b) => b.length - a.length);
    this.#known.set(key, fillers);
    return fillers;
  }

  #enginesIn(environment: FactSet): readonly string[] {
    const known = this.#engines.get(environment);
    if (known !== undefined) return known;
    const engines = [...environment.keys()].flatMap(
      (name) => / (?:version|image)$/.exec(name)?.input.replace(/ \w+$/, '') ?? [],
    );
    this.#engines.set(environment, engines);
    return engines;
  }
}

/** The quantities that a number may stand for, null if a run does not state them. */
const QUANTITIES: readonly ((run: Run) => number | null)[] = [
  ({ load }) => concurrencyOf(load),
  ({ load }) => load.rate,
  ({ load }) => load.prompts,
];

/**
 * By pattern, which is a name without the numbers that may be the load, which of these are: those that equal the same
 * stated quantity in all runs with the pattern. If a word already tells the load, that may be chance: there must be at
 * least two different numbers.
 */
function loadPlaces(all: readonly Segments[]): ReadonlyMap<string, readonly boolean[]> {
  return new Map(
    [...groupBy(all, ({ pattern }) => pattern)].map(([pattern, group]) => {
      const spoken = group.map(({ segments }) => numbersOf(segments));
      const isSaid = group.some(({ run, segments }) => saysLoad(segments) && reportedOrRate(run));
      const places = (spoken[0] ?? []).map((_, place) => {
        const numbers = spoken.map((own) => own[place] ?? null);
        const isOne = QUANTITIES.some((quantity) => group.every(({ run }, i) => numbers[i] === quantity(run)));
        return isOne && numbers[0] !== null && (!isSaid || new Set(numbers).size > 1);
      });
      return [pattern, places];
    }),
  );
}

function reportedOrRate({ load }: Run): boolean {
  return reportedConcurrency(load) !== null || load.rate !== null;
}

function saysLoad(segments: Segments['segments']): boolean {
  return segments.some((words) => words.some(({ kind, key }) => kind === 'load' && key !== 'stage'));
}

function numbersOf(segments: Segments['segments']): (number | null)[] {
  return segments.flatMap((words) => words.filter(({ kind }) => kind === 'number').map(({ number }) => number));
}

function patternOf(segments: Segments['segments']): string {
  let pattern = '';
  for (const words of segments) {
    let part = '';
    for (const { kind, key, canonical } of words) {
      if (kind !== 'number' && kind !== 'setup') continue;
      part += `${part === '' ? '' : ' '}${kind === 'number' ? `${key ?? ''}#` : canonical}`;
    }
    if (part !== '') pattern += `${pattern === '' ? '' : '/'}${part}`;
  }
  return pattern;
}

/** Names with each number read as its pattern says. With an unknown key, only the number belongs to the load. */
function withLoads(segments: Segments['segments'], places: readonly boolean[]): Segments['segments'] {
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

function isNumber({ kind }: Word): boolean {
  return kind === 'number';
}

/** Marks the words of folder and file names that only repeat earlier ones. */
function withoutRepeats(segments: Segments['segments']): Segments['segments'] {
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

function setupOf(segments: Segments['segments']): Name {
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
