import { groupBy } from '../run/groupby.ts';
import { allOf } from '../spelling.ts';
import { formatPlural } from './numberformat.ts';

/** The kinds of things that moved or were not measured, in the order in which they are counted. */
const KINDS = ['scenario', 'configuration', 'load', 'point', 'front', 'reading', 'absolute bound'] as const;

/** A thing that something happened to, counted once however many metrics it happened in. */
interface Thing {
  readonly kind: (typeof KINDS)[number];
  /** Distinguishes it from others of its kind. */
  readonly key: string;
}

/** Something that happened somewhere. */
export interface Happening {
  /** `1R-TP4 at concurrency 256: output throughput −12.0%`. */
  readonly text: string;
  /** The scenario's id. */
  readonly scenario: string;
  readonly things: readonly Thing[];
}

/** How many other things something happened to: `, and 9 more points and 1 front`; empty if there are none. */
export function moreThan(worst: Happening, others: readonly Happening[]): string {
  const own = new Set(worst.things.map(identify));
  const rest = new Map(others.flatMap(({ things }) => things).map((thing) => [identify(thing), thing]));
  const counted = groupBy(
    [...rest].filter(([id]) => !own.has(id)).map(([, thing]) => thing),
    ({ kind }) => kind,
  );
  const isLike = (kind: Thing['kind']) => worst.things.some((thing) => thing.kind === kind);
  const parts = KINDS.flatMap((kind) => {
    const count = counted.get(kind)?.length ?? 0;
    return count === 0 ? [] : [formatPlural(count, isLike(kind) ? `more ${kind}` : kind)];
  });
  return parts.length === 0 ? '' : `, and ${allOf(parts)}`;
}

function identify({ kind, key }: Thing): string {
  return `${kind}\n${key}`;
}
