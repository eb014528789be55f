import { groupBy } from '../run/groupby.ts';
import { formatPlural } from './numberformat.ts';

/** What a thing that moved, or was not measured, is counted as. */
const KINDS = ['scenario', 'configuration', 'load', 'point', 'front', 'reading', 'absolute bound'] as const;

/** A thing that something happened to; it is one thing in however many metrics. */
interface Thing {
  readonly kind: (typeof KINDS)[number];
  /** What tells it from others of its kind. */
  readonly key: string;
}

/** Something that happened somewhere. */
export interface Happening {
  /** `1R-TP4 at concurrency 256: output throughput −12.0%`. */
  readonly text: string;
  /** Id. */
  readonly scenario: string;
  readonly things: readonly Thing[];
}

/** What else something happened to, counted as the sentences after it count: `, and 9 more points, 1 front`; or nothing. */
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
  return parts.length === 0 ? '' : `, and ${parts.join(', ')}`;
}

function identify({ kind, key }: Thing): string {
  return `${kind}\n${key}`;
}
