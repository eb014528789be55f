import { z } from 'zod';
import { CHART_KINDS, type ChartKind } from './chart/chart.ts';
import { itemsIn } from './items.ts';
import { mismatch, mistake } from './mistake.ts';

const ALL = 'all';
const NONE = 'none';
const PLOTS = `all, none, or a list of ${CHART_KINDS.join(', ')}`;

/** Kinds of pictures that are drawn if there is something to show; null if none were requested by name. */
export const plots = z
  .union([z.string(), z.array(z.string())], PLOTS)
  .nullable()
  .transform((given, context): readonly ChartKind[] | null => {
    if (given === null) return null;
    const words = [...new Set([given].flat().flatMap(itemsIn))];
    if (words.length === 1 && words[0] === ALL) return CHART_KINDS;
    if (words.length === 1 && words[0] === NONE) return [];
    const [wrong] = words.filter((word) => !isKind(word));
    if (wrong === undefined) return CHART_KINDS.filter((kind) => words.includes(kind));
    const told = isWhole(wrong)
      ? `expected ${PLOTS}, found ${words.join(', ')}; leave out ${wrong} or the others`
      : mismatch(PLOTS, wrong, [...CHART_KINDS, ALL, NONE]);
    mistake(context, [], told);
    return null;
  })
  .default(null);

function isKind(word: string): word is ChartKind {
  return (CHART_KINDS as readonly string[]).includes(word);
}

function isWhole(word: string): boolean {
  return word === ALL || word === NONE;
}
