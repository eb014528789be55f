import { harnessOf } from '../report/harnesses.ts';
import { groupBy } from '../run/groupby.ts';
import { reportedConcurrency } from '../run/load.ts';
import type { Run, RunFile } from '../run/run.ts';
import { chunksOf, concurrencyOf, type Speaker, type Word, wordsIn } from './word.ts';

/** What the name of a run says about its setup. */
export interface Name {
  /** The words, each spelled in one way; none where it says nothing. */
  readonly setup: readonly Word[];
  /** The same as text, by which names are equal or not. */
  readonly text: string;
}

/** How the name of a file was read: what each word in each folder was taken for. */
export interface ReadName {
  readonly file: RunFile;
  readonly segments: readonly (readonly Word[])[];
  readonly name: Name;
}

/** The names of some runs. */
export interface Names {
  of(run: Run): Name;
  /** How they were read, file by file; read anew, since of thousands of runs nobody asks. */
  readOf(run: Run): ReadName[];
}

const NOTHING: Name = { setup: [], text: '' };

/** No run has a name: they are told apart by what is stated alone. */
export const NO_NAMES: Names = {
  of: () => NOTHING,
  readOf: ({ files }) => files.map((file) => ({ file, segments: [], name: NOTHING })),
};

/** Names that somebody else makes of the paths, such as a regular expression. */
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
  // A separator belongs to the word after it, which a name may end without; what is compared has it as it was given.
  const setup = parts.map((part, i): Word => {
    const word = part.slice(0, part.length - separatorOf(part).length);
    return { kind: 'setup', text: word, before: separatorOf(parts[i - 1]), canonical: part, key: null, number: null };
  });
  return { setup, text };
}

/**
 * Reads the names of runs, of all sides together, word by word: what says the run's own load, numbers or dates it, or says
 * what the run states, is no part of the name of its setup. A run with several files has the name that most other runs
 * have too.
 */
export function namesOf(runs: readonly Run[]): Names {
  const files = runs.map(segmentsOf);
  const loads = loadPlaces(
    runs.flatMap((run, index) => (files[index] ?? []).map(({ segments }) => ({ run, ...spokenIn(segments) }))),
  );
  const shared = new Map<string, Name>();
  const read = (own: readonly Segments[]): ReadName[] =>
    own.map(({ file, segments }) => {
      const told = withoutRepeats(withLoads(segments, loads));
      return { file, segments: told, name: setupOf(told) };
    });
  const texts = files.map((own) => {
    const names = read(own).map(({ name }) => name);
    for (const name of names) {
      const known = shared.get(name.text);
      if (known === undefined || spelling(name) < spelling(known)) shared.set(name.text, name);
    }
    return [...new Set(names.map(({ text }) => text))];
  });
  const counts = new Map<string, number>();
  for (const text of texts.flat()) counts.set(text, (counts.get(text) ?? 0) + 1);
  const chosen = new Map(runs.map((run, index) => [run, shared.get(commonest(texts[index] ?? [], counts)) ?? NOTHING]));
  return { of: (run) => chosen.get(run) ?? NOTHING, readOf: (run) => read(segmentsOf(run)) };
}

/** As it is written, which two runs may do in two ways. */
function spelling({ setup }: Name): string {
  return setup.map(({ before, text }) => before + text).join('');
}

/** The name that most runs have, then the shortest, then the first in alphabetical order. */
function commonest(names: readonly string[], counts: ReadonlyMap<string, number>): string {
  const [best = ''] = names.toSorted(
    (a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a.length - b.length || (a < b ? -1 : 1),
  );
  return best;
}

/** Further words for names that lack them: the name of the folder that was given. */
export function placeName(run: Run): Name {
  const place = run.files[0]?.place ?? '';
  return place === '' ? NOTHING : setupOf(withLoads([wordsIn(place, speakerOf(run))], new Map()));
}

/** What converters put before and behind the name of what they converted. */
const CONVERTED = /^benchmark_report(?:_v\d+(?:\.\d+)*)?(?:,_|,|_(?!report))?/i;
/** A run of a sweep that failed lies where its result would, as `run=0.failure.json`. */
const ENDINGS = /(?:\.json_\d+|\.failure(?=\.json$))?(?:\.(?:ya?ml|jsonl?|ndjson|txt))*$/i;

interface Segments {
  readonly file: RunFile;
  readonly segments: readonly (readonly Word[])[];
}

/** The words of each file of a run; what it states of itself goes before its path. */
function segmentsOf(run: Run): Segments[] {
  const speaker = speakerOf(run);
  const stated = run.treatment === null ? [] : run.treatment.split('/');
  return run.files.map((file) => {
    const folders = file.path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
    const stem = folders.pop()?.replace(ENDINGS, '').replace(CONVERTED, '') ?? '';
    const parts = [...stated, ...folders, stem].filter((part) => part !== '');
    return { file, segments: parts.map((part) => wordsIn(part, speaker)) };
  });
}

/** Longest first, so that part of a name is not taken for the whole. */
function speakerOf({ load, harness, model, facts }: Run): Speaker {
  const backends = [facts.setup.get('backend'), facts.setup.get('endpoint_type'), facts.setup.get('framework')];
  const engines = [...facts.environment.keys()].flatMap(
    (name) => / (?:version|image)$/.exec(name)?.input.replace(/ \w+$/, '') ?? [],
  );
  const said = [
    harness,
    ...(harnessOf(harness)?.aliases ?? []),
    ...backends,
    ...engines,
    model,
    model?.replace(/^.*\//, ''),
  ];
  const fillers = said.flatMap((text) => (text === null || text === undefined ? [] : [chunksOf(text)]));
  return { load, fillers: fillers.sort((a, b) => b.length - a.length) };
}

/** What of a name decides which of its numbers are the load. */
interface Spoken {
  readonly run: Run;
  readonly pattern: string;
  readonly numbers: readonly (number | null)[];
  readonly saysLoad: boolean;
}

function spokenIn(segments: Segments['segments']): Omit<Spoken, 'run'> {
  return { pattern: patternOf(segments), numbers: numbersOf(segments), saysLoad: saysLoad(segments) };
}

/** What a number may say, for runs that state it. */
const QUANTITIES: readonly ((run: Run) => number | null)[] = [
  ({ load }) => concurrencyOf(load),
  ({ load }) => load.rate,
  ({ load }) => load.prompts,
];

/**
 * By pattern, which is a name with every number blanked that may be the load, the places of those that are: in all runs
 * of the pattern the number is the same stated quantity. Where a word says the load already, that may be chance: there
 * must be two different numbers at least.
 */
function loadPlaces(spoken: readonly Spoken[]): ReadonlyMap<string, readonly boolean[]> {
  return new Map(
    [...groupBy(spoken, ({ pattern }) => pattern)].map(([pattern, group]) => {
      const isSaid = group.some((one) => one.saysLoad && reportedOrRate(one.run));
      const places = (group[0]?.numbers ?? []).map((_, place) => {
        const numbers = group.map((one) => one.numbers[place] ?? null);
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
  const blanked = ({ kind, key, canonical }: Word) => (kind === 'number' ? `${key ?? ''}#` : canonical);
  return segments
    .map((words) =>
      words
        .filter(({ kind }) => kind === 'number' || kind === 'setup')
        .map(blanked)
        .join(' '),
    )
    .filter((part) => part !== '')
    .join('/');
}

/** Names with each number taken for what its pattern says. Of an unknown key only the number is the load's. */
function withLoads(segments: Segments['segments'], loads: ReadonlyMap<string, readonly boolean[]>): Word[][] {
  const places = loads.get(patternOf(segments)) ?? [];
  let place = 0;
  return segments.map((words) =>
    words.map((word): Word => {
      if (word.kind !== 'number') return word;
      const isLoad = places[place] === true;
      place += 1;
      if (!isLoad) return { ...word, kind: 'setup' };
      if (word.key === null) return { ...word, kind: 'load' };
      return { ...word, kind: 'setup', canonical: word.key, text: word.text.slice(0, word.key.length) };
    }),
  );
}

/** Words with those marked that a folder or file says again as a whole. */
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
  const words = segments.flatMap((own) =>
    own.filter(({ kind }) => kind === 'setup').map((word, i) => (i === 0 ? { ...word, before: '/' } : word)),
  );
  const setup = words.map((word, i) => (i === 0 ? { ...word, before: '' } : word));
  return { setup, text: setup.map(({ canonical }) => canonical).join(' ') };
}
