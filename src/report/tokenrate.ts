import type { Findings, Path } from './finding.ts';

/** Rates over a run, of requests and of tokens. */
interface Rates {
  readonly path: Path;
  readonly requests: number | null;
  readonly output: number | null;
  readonly total: number | null;
}

/**
 * Rates of tokens as the requests make them: up to 0.3, GuideLLM averaged rates over intervals of unequal length, and the
 * rate of all tokens came out far too large, in its own results and so in reports of them.
 *
 * @param isl mean input length, tokens; null where unknown
 * @param osl mean output length
 * @param tolerance largest relative difference that stands
 */
export function averagedRates<Stated extends Rates>(
  stated: Stated,
  isl: number | null,
  osl: number | null,
  tolerance: number,
  findings: Findings,
): Stated {
  const { requests, path } = stated;
  const checked = (name: 'output' | 'total', tokens: number | null): number | null => {
    const rate = stated[name];
    if (rate === null || requests === null || requests <= 0 || tokens === null) return rate;
    const expected = requests * tokens;
    if (Math.abs(rate - expected) <= tolerance * expected) return rate;
    const message = `${name} throughput of ${rate} is not the requests/s × tokens per request, ${expected}: the latter is used`;
    findings.warn('inconsistent-throughput', path, message);
    return expected;
  };
  return {
    ...stated,
    output: checked('output', osl),
    total: checked('total', isl === null || osl === null ? null : isl + osl),
  };
}
