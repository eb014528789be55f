/** How many milliseconds one of a unit is, in harnesses' spellings. */
export const MILLISECONDS: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-6],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['ms', 1],
  ['s', 1000],
  ['sec', 1000],
  ['seconds', 1000],
]);
export const TOKEN_RATES = new Set(['tokens/sec', 'tokens/s', 'tok/s', 'tokens/sec/total']);
export const REQUEST_RATES = new Set(['requests/sec', 'requests/s', 'req/s', 'req/sec']);
