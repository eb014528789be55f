/** The smallest p that is written out. */
const LEAST_P = 0.001;

export function formatP(p: number): string {
  return p < LEAST_P ? `< ${LEAST_P}` : p.toFixed(3);
}

/** Where the scatter is taken from: a single earlier run shows none. */
export function scatterWords(runs: number): string {
  return runs > 1
    ? 'how much earlier runs scatter'
    : 'how much runs usually scatter, which one earlier run cannot show';
}
