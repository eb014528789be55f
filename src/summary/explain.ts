import type { Reason } from '../identity/counterpart.ts';
import type { Identities } from '../identity/identity.ts';
import type { Word } from '../identity/word.ts';
import { FACT_KINDS } from '../run/facts.ts';
import { factWords } from '../run/factwords.ts';
import type { Run } from '../run/run.ts';
import type { Place } from '../scenario/sides.ts';
import { plain } from './escape.ts';
import { loadOf } from './phrase.ts';

interface Side {
  readonly runs: readonly Run[];
}

/** How each file was interpreted: its measurement, facts, the words of its name, its key and its counterpart. */
export function explain(
  candidate: Side,
  baseline: Side | null,
  identities: Identities,
  places: ReadonlyMap<Run, Place>,
): string {
  const sides: [string, Side | null][] = [
    ['Candidate', candidate],
    ['Baseline', baseline],
  ];
  const lines = sides.flatMap(([name, side]) =>
    (side?.runs ?? []).flatMap((run, index) => [
      `${name}, measurement ${index + 1}`,
      ...explained(run, identities, places.get(run), baseline !== null).map((line) => `  ${plain(line)}`),
    ]),
  );
  return `${['', 'What each file was taken for', '', ...lines].join('\n')}\n`;
}

function explained(run: Run, identities: Identities, place: Place | undefined, compared: boolean): string[] {
  const facts = FACT_KINDS.flatMap((kind) => {
    const own = [...run.facts[kind]].map(([name, value]) => factWords(name, value));
    return own.length === 0 ? [] : [`${kind}: ${own.join(', ')}`];
  });
  return [
    ...identities
      .namesOf(run)
      .flatMap(({ file, segments }) => [
        `file ${file.shown}`,
        ...(segments.length === 0 ? [] : [`  its words: ${segments.map(wordsIn).join(' / ')}`]),
      ]),
    `load: ${loadOf(run.load)}`,
    ...facts,
    `key: ${identities.of(run).key}`,
    ...(place === undefined
      ? ['left out by filter or only']
      : [`counted in: ${place.scenario}, ${place.configuration}`]),
    ...(place?.counterpart == null || place.reason === null
      ? compared
        ? ['counterpart: none, neither by key, name nor facts']
        : []
      : [`counterpart: ${place.counterpart}, ${REASONS[place.reason]}`]),
  ];
}

const REASONS: Readonly<Record<Reason, string>> = {
  key: 'by an equal key',
  name: 'by an equal name with other facts',
  facts: 'by facts that agree, under another name',
  place: 'by the name of the folder that was given',
  likeness: 'by likeness, since no key is equal',
};

const KINDS: Readonly<Record<Word['kind'], string>> = {
  setup: 'setup',
  load: 'load',
  number: 'setup',
  repeat: 'repeat',
  doubt: 'a commit or a machine',
  filler: 'stated, or of the layout',
  again: 'said before',
};

function wordsIn(words: readonly Word[]): string {
  return words.map(({ text, kind }) => `${text} (${KINDS[kind]})`).join(' ');
}
