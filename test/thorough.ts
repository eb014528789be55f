/** Whether properties and trials are tried until even rare faults show: `THOROUGH=1`, as a job of CI does. */
const isThorough = process.env.THOROUGH === '1';

/**
 * How often something random is tried.
 *
 * @param usual by `npm test`: as few as still find the faults that it is for
 */
export function times(usual: number, thorough: number): number {
  return isThorough ? thorough : usual;
}
