import type { Findings, Path } from './finding.ts';

/** Rates over a run, of requests and of tokens. */
interface Rates {
  readonly path: Path;
  readonly requests: number | null;
  readonly output: number | null;
  readonly total: number | null;
}

/** Requests/s that figures other than the rates imply, and which figures: `streams ÷ E2EL`. */
export interface Flow {
  readonly rate: number;
  readonly by: string;
}

/** The flow of a constant number of requests in flight, each taking so many seconds; null where either is unknown. */
export function closedFlow(concurrency: number | null, seconds: number | null | undefined): Flow | null {
  if (concurrency === null || seconds === null || seconds === undefined || seconds <= 0) return null;
  return { rate: concurrency / seconds, by: 'requests in flight ÷ E2EL' };
}

/** The largest relative difference between two rates of a run that rounding and sampling can explain. */
export const RATE_TOLERANCE = 0.1;
/** A rate further than this from what the flow implies is not confirmed by it. */
const CONFIRMED = Math.log(1.2);

/**
 * Which of two contradictory rates is right. During its development, GuideLLM 0.5 counted requests over a period that
 * extended beyond the last of them.
 *
 * @param flows what there must have been; the first that confirms a rate decides
 * @returns null where they agree, or nothing decides
 */
export function rightRate(
  { requests, output }: Rates,
  osl: number | null,
  flows: readonly Flow[],
): { readonly right: 'requests' | 'output'; readonly flow: Flow } | null {
  if (requests === null || output === null || osl === null || !(requests > 0 && output > 0)) return null;
  if (Math.abs(output - requests * osl) <= RATE_TOLERANCE * requests * osl) return null;
  for (const flow of flows) {
    const [byRequests, byTokens] = [requests, output / osl].map((rate) => Math.abs(Math.log(rate / flow.rate)));
    const nearest = Math.min(byRequests ?? 0, byTokens ?? 0);
    if (nearest <= CONFIRMED) return { right: nearest === byTokens ? 'output' : 'requests', flow };
  }
  return null;
}

/** The rates, with requests/s derived from the output where a flow confirms the latter. */
export function flowingRates<Stated extends Rates>(
  stated: Stated,
  osl: number | null,
  flows: readonly Flow[],
  findings: Findings,
): Stated {
  const { requests, output, path } = stated;
  const decided = rightRate(stated, osl, flows);
  if (decided?.right !== 'output' || output === null || osl === null) return stated;
  const { rate, by } = decided.flow;
  const message = `${requests} requests/s contradict an output throughput of ${output}, and ${by} is ${rate}; output throughput ÷ OSL is used`;
  findings.warn('inconsistent-throughput', path, message);
  return { ...stated, requests: output / osl };
}

/**
 * The rates, with token rates derived from the requests: up to 0.3, GuideLLM averaged rates over intervals of unequal
 * length, and the total token rate came out far too large, in its own results and hence in reports.
 *
 * @param isl mean input length, tokens; null where unknown
 * @param osl mean output length, tokens
 * @param tolerance the largest relative difference that is accepted
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
    const message = `${name} throughput is ${rate}, but requests/s × tokens per request is ${expected}: the latter is used`;
    findings.warn('inconsistent-throughput', path, message);
    return expected;
  };
  return {
    ...stated,
    output: checked('output', osl),
    total: checked('total', isl === null || osl === null ? null : isl + osl),
  };
}
