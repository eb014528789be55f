import type { PlanePoint, PlaneSeries } from './planeseries.ts';

/** A label that a chart would like to have, if it fits. */
export interface WantedLabel {
  /** Key of the point that it stands at. */
  readonly key: string;
  /** Whether it starts with the configuration's name. */
  readonly named: boolean;
}

/** If there are more configurations than this, points off the front have no figures. */
export const SMALL_SWEEP = 4;
/** More regressed points than this would fill the picture; the report names them. */
export const MOST_REGRESSED = 12;

/**
 * The labels to try, in order of importance: the front's, then those of a few regressed points, then, in a small sweep,
 * those of the other points and the names of grey lines. A configuration is named where it first appears and where it
 * regressed off the front; its other points only show their load.
 *
 * @param front keys of the front's points, in its order
 * @param configurations how many the scenario has, drawn or not
 * @param best key of the best point within objectives, which is named wherever it is
 */
export function wantedLabels(
  series: readonly PlaneSeries[],
  front: readonly string[],
  configurations: number,
  best: string | null = null,
): WantedLabel[] {
  const all = series.flatMap(({ id, points }) => points.map((point) => ({ id, point })));
  const byKey = new Map(all.map((one) => [one.point.key, one]));
  const others = all.filter(({ point }) => !point.onFront);
  const regressed = others.filter(({ point }) => point.regressed);
  const further = series.flatMap((one) => {
    const own = one.points.filter((point) => !point.onFront && !point.regressed && point.key !== best);
    // A figure at a grey line would not say whose it is; a line that regressed is named there.
    const isNamed = one.points.some((point) => point.regressed || point.key === best);
    const shown = one.colour !== null ? own : isNamed ? [] : own.slice(-1);
    return shown.map((point) => ({ id: one.id, point }));
  });
  const wanted = [
    ...front.flatMap((key) => byKey.get(key) ?? []),
    ...others.filter(({ point }) => point.key === best),
    ...(regressed.length <= MOST_REGRESSED ? regressed.filter(({ point }) => point.key !== best) : []),
    ...(configurations <= SMALL_SWEEP ? further : []),
  ];
  const known = new Set<string>();
  const labels = wanted.flatMap(({ id, point }) => {
    const named = !known.has(id) || isNoted(point) || point.key === best;
    known.add(id);
    return named || point.load !== null ? [{ key: point.key, named, first: named && point.onFront }] : [];
  });
  // The names on the front come before all figures: without them, colours mean nothing.
  return [...labels.filter(({ first }) => first), ...labels.filter(({ first }) => !first)].map(({ key, named }) => {
    return { key, named };
  });
}

function isNoted({ onFront, regressed }: PlanePoint): boolean {
  return regressed && !onFront;
}
