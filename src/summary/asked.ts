import type { AskedSpeed } from '../chart/askedspeed.ts';
import { isolated, printable } from '../chart/printable.ts';
import { COST, type NamedPlane, TRADEOFF } from '../pareto/plane.ts';
import type { Bound } from '../regression/bound.ts';
import type { KnownReading } from '../regression/judgedreading.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { bestSentence, NOT_KNOWN, speedOf, whyNone } from './best.ts';
import { formatCost, formatMoney, formatNumber } from './numberformat.ts';
import { formatRate, giverInWords, nameOf } from './phrase.ts';

/** The speeds that the user asked for in a scenario, and what is read at each. */
export interface AskedReadings {
  /** Ascending. */
  readonly rows: readonly KnownReading[];
  readonly scenario: Scenario;
  /** What points must meet to be read. */
  readonly objectives: readonly Bound[];
}

/** What a picture of a plane shows of the requested speeds; nothing where its x axis is not a speed. */
export function askedIn(plane: NamedPlane, asked: AskedReadings): AskedSpeed[] {
  if (plane.x.metric !== TRADEOFF.x.metric) return [];
  return asked.rows.map((row) => {
    if (plane.id === TRADEOFF.id) return best(row, asked);
    if (plane.id === COST.id) return cheapest(row, asked);
    return { x: row.x, y: null, label: `≥ ${formatRate(row.x)} tok/s/user`, words: null };
  });
}

function best(row: KnownReading, { scenario, objectives }: AskedReadings): AskedSpeed {
  const { x, reading } = row;
  return {
    ...{ x, y: reading?.y ?? null },
    label: labelOf(row, reading === null ? null : `${formatNumber(reading.y)} tok/s/GPU`),
    words: bestSentence(row, scenario, objectives, drawnName),
  };
}

function cheapest(row: KnownReading, asked: AskedReadings): AskedSpeed {
  const { x, cheapest: least } = row;
  const answer = least === null ? unpriced(row, asked) : `${formatCost(least.y)} by ${giverInWords(least, drawnName)}`;
  return {
    ...{ x, y: least?.y ?? null },
    label: labelOf(row, least === null ? null : formatMoney(least.y)),
    words: `Cheapest ${speedOf(row, asked.objectives.length > 0)}: ${answer}`,
  };
}

function unpriced(row: KnownReading, { scenario, objectives }: AskedReadings): string {
  return row.reading === null ? whyNone(row, scenario, objectives) : 'nothing of a known cost is that fast';
}

function labelOf({ x, isKnown }: KnownReading, best: string | null): string {
  return `≥ ${formatRate(x)}: ${best ?? (isKnown ? 'nothing' : NOT_KNOWN)}`;
}

/** A name as pictures show it. */
function drawnName(name: string): string {
  return isolated(nameOf(printable(name)));
}
