/** Round steps between two powers of ten. */
const STEPS = [1, 2, 5, 10];

/**
 * Round figures from 0 to at most `end`.
 *
 * @param end larger than 0
 * @param most how many there may be besides 0
 */
export function ticksTo(end: number, most: number): number[] {
  const least = end / most;
  const power = 10 ** Math.floor(Math.log10(least));
  // Near the smallest number there is no round step.
  const step = STEPS.map((factor) => factor * power).find((size) => size >= least) ?? end;
  return Array.from({ length: most + 1 }, (_, i) => i * step).filter((tick) => tick <= end);
}
