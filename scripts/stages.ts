/**
 * Published figures of one run of inference-perf (Apache-2.0) in seven stages, each at a higher request rate. The run
 * names neither model nor hardware. Six significant digits.
 */

/**
 * Requested and achieved rate, requests/s; requests; output and total throughput, tok/s; input and output length,
 * tokens; TTFT mean and p99, s; TPOT and ITL mean, s/token; E2EL mean and p99, s.
 */
export type Stage = readonly [
  requested: number,
  achieved: number,
  count: number,
  output: number,
  total: number,
  isl: number,
  osl: number,
  ttft: number,
  ttftTail: number,
  tpot: number,
  itl: number,
  e2el: number,
  e2elTail: number,
];

// biome-ignore format: a row a stage
export const STAGES: readonly Stage[] = [
  [1, 1.01716, 60, 64.2335, 271.835, 204.1, 63.15, 0.0311273, 0.0396969, 0.00347342, 0.00347342, 0.480482, 0.489441],
  [31.4, 31.1559, 1884, 1943.01, 8302.41, 204.115, 62.3641, 0.0298369, 0.0436134, 0.00399793, 0.00399793, 0.546745, 0.630706],
  [61.79, 61.2419, 3707, 3820.66, 16320.1, 204.099, 62.3863, 0.0349433, 0.0569649, 0.00498807, 0.00498807, 0.679552, 0.852023],
  [92.19, 91.3573, 5531, 5693.88, 24340.1, 204.102, 62.3254, 0.0505486, 0.181827, 0.00751602, 0.00751602, 1.02127, 1.38055],
  [122.59, 101.232, 7355, 6316.81, 26978.3, 204.1, 62.3993, 2.61653, 3.20436, 0.00950868, 0.00950862, 3.84401, 4.44024],
  [152.98, 101.46, 9178, 6323.77, 27032, 204.102, 62.3276, 2.93708, 3.3047, 0.00948397, 0.00948389, 4.16117, 4.53581],
  [183.38, 103.078, 11002, 6431.06, 27469.3, 204.101, 62.3902, 2.94324, 3.34743, 0.00929292, 0.00929289, 4.143, 4.54932],
];
