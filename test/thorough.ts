/** Whether properties and trials are tried as often as a night allows: `THOROUGH=1 npm test`, a job of its own in CI. */
const isThorough = process.env.THOROUGH === '1';

/**
 * How often something random is tried.
 *
 * @param usual with each change: as few as still find the faults that it is for
 */
export function times(usual: number, thorough: number): number {
  return isThorough ? thorough : usual;
}
