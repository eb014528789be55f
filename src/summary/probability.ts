/** Smallest p that is written out. */
const LEAST_P = 0.001;

export function formatP(p: number): string {
  return p < LEAST_P ? `< ${LEAST_P}` : p.toFixed(3);
}
