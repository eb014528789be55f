/** What p says, where it is shown. */
export const MEANING_OF_P =
  'p: how likely noise alone would move it this far, judging by how much earlier runs scatter.';

/** Smallest p that is written out. */
const LEAST_P = 0.001;

export function formatP(p: number): string {
  return p < LEAST_P ? `< ${LEAST_P}` : p.toFixed(3);
}
