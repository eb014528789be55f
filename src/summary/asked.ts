import type { AskedSpeed } from '../chart/asked.ts';
import { isolated, printable } from '../chart/printable.ts';
import { COST, type NamedPlane, TRADEOFF } from '../pareto/plane.ts';
import type { SpeedReading } from '../pareto/reading.ts';
import { bestSentence, by, speedOf } from './best.ts';
import { formatCost, formatMoney, formatNumber } from './number.ts';
import { formatRate, nameOf } from './phrase.ts';

/** Speeds that were asked for of a scenario, and what is read at each. */
export interface AskedReadings {
  /** Ascending. */
  readonly rows: readonly SpeedReading[];
  /** Whether readings are of what meets service-level objectives. */
  readonly isWithin: boolean;
}

/** What a picture of a plane shows of the speeds that were asked for; nothing where its x is no speed. */
export function askedIn(plane: NamedPlane, { rows, isWithin }: AskedReadings): AskedSpeed[] {
  if (plane.x.metric !== TRADEOFF.x.metric) return [];
  return rows.map((row) => {
    if (plane.id === TRADEOFF.id) return best(row, isWithin);
    if (plane.id === COST.id) return cheapest(row, isWithin);
    return { x: row.x, y: null, label: `≥ ${formatRate(row.x)} tok/s/user`, words: null };
  });
}

function best(row: SpeedReading, isWithin: boolean): AskedSpeed {
  const { x, reading } = row;
  return {
    ...{ x, y: reading?.y ?? null },
    label: labelOf(x, reading === null ? null : `${formatNumber(reading.y)} tok/s/GPU`),
    words: bestSentence(row, isWithin, drawnName),
  };
}

function cheapest(row: SpeedReading, isWithin: boolean): AskedSpeed {
  const { x, cheapest: least } = row;
  const answer = least === null ? unpriced(row) : `${formatCost(least.y)} by ${by(least, drawnName)}`;
  return {
    ...{ x, y: least?.y ?? null },
    label: labelOf(x, least === null ? null : formatMoney(least.y)),
    words: `Cheapest ${speedOf(row, isWithin)}: ${answer}`,
  };
}

function unpriced({ reading }: SpeedReading): string {
  return reading === null ? by(reading) : 'nothing of a known cost is that fast';
}

function labelOf(x: number, best: string | null): string {
  return `≥ ${formatRate(x)}: ${best ?? 'nothing'}`;
}

/** A name as pictures have it. */
function drawnName(name: string): string {
  return isolated(nameOf(printable(name)));
}
