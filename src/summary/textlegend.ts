import { loadLabel } from '../chart/loadlabel.ts';
import { largestOf } from '../run/extent.ts';
import { plain, shorten } from './escape.ts';
import { formatPlural } from './numberformat.ts';
import { formatRate } from './phrase.ts';
import { type LetteredMark, SIGNS } from './textmark.ts';
import type { Picture } from './textpicture.ts';

/** Characters per line. */
const WIDTH = 72;

/** The longest name, in characters. */
const NAME_LENGTH = 40;

/** What each letter stands for, in columns to be read from top to bottom. */
export function legendOf(lettered: readonly LetteredMark[]): string[] {
  const named = lettered.filter(({ sign }) => sign !== SIGNS.unnamed);
  if (named.length === 0) return [];
  const labels = named.map(({ point }) => loadLabel(point.load));
  const entries = named.map(({ sign, configuration, regressed }, i) => {
    const parts = [shorten(plain(configuration.id), NAME_LENGTH), labels[i]?.text ?? '–'];
    return `${sign} ${parts.join(' · ')}${regressed ? ` ${SIGNS.regressed}` : ''}`;
  });
  const load = labels.every((label) => label?.kind === 'concurrency') ? 'concurrency' : 'load';
  return [`Along the front, configuration · ${load}:`, ...inColumns(entries)];
}

/** What the other signs mean, for those that occur. */
export function keyOf({ under: marks, lettered, asked }: Picture): string[] {
  const has = (sign: string) => marks.some((mark) => mark.sign === sign);
  const unnamed = lettered.filter(({ sign }) => sign === SIGNS.unnamed).length;
  return [
    ...(unnamed > 0 ? [`${SIGNS.unnamed} ${formatPlural(unnamed, 'more point')} of the front`] : []),
    ...(has(SIGNS.other) ? [`${SIGNS.other} other points`] : []),
    ...(has(SIGNS.failed) ? [`${SIGNS.failed} most requests failed`] : []),
    ...(has(SIGNS.regressed) || lettered.some(({ regressed }) => regressed) ? [`${SIGNS.regressed} regression`] : []),
    ...(has(SIGNS.baseline) ? [`${SIGNS.baseline} front before, where nothing covers it`] : []),
    ...(asked.length > 0 ? [`${SIGNS.asked} ${asked.map(formatRate).join(', ')} tok/s/user`] : []),
  ];
}

function inColumns(entries: readonly string[]): string[] {
  const size = (text: string) => [...text].length;
  const width = largestOf(entries.map(size)) + 2;
  const columns = Math.max(1, Math.floor((WIDTH + 2) / width));
  const height = Math.ceil(entries.length / columns);
  const padded = entries.map((entry) => entry + ' '.repeat(width - size(entry)));
  return Array.from({ length: height }, (_, row) => padded.filter((_entry, i) => i % height === row).join(''));
}
