import type { LocatedFinding, Reading } from './read.ts';

/**
 * Readings of several readers, as if one had read them all: of findings that are shown once, only the first keeps a
 * position that had to be looked up.
 *
 * @param readings in the order of their files, in which each reader has read its share
 */
export function placedOnce(readings: readonly Reading[]): Reading[] {
  const seen = new Set<string>();
  const placed = (one: LocatedFinding): LocatedFinding => {
    const { kind, position } = one.finding;
    if (kind === null || !seen.has(kind)) {
      if (kind !== null) seen.add(kind);
      return one;
    }
    return { ...one, position };
  };
  return readings.map((reading) =>
    reading.located.length === 0 ? reading : { ...reading, located: reading.located.map(placed) },
  );
}
