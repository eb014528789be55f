import { formatCount } from '../run/number.ts';
import type { Latency } from '../run/run.ts';
import type { Findings, Path } from './finding.ts';
import type { Harness } from './harness.ts';
import { scale } from './statistics.ts';

/** The latencies of a run in ms, and what is needed to question them. */
export interface Latencies {
  readonly ttft: Latency | null;
  readonly tpot: Latency | null;
  readonly itl: Latency | null;
  readonly e2el: Latency | null;
}

export interface Circumstances {
  readonly harness: Harness | null;
  /** Where the latencies are in the report, for a problem's position. */
  readonly path: Path;
  /** The unit of E2EL as labelled. */
  readonly unit: string | null;
  /** Mean output length, tokens. */
  readonly osl: number | null;
  readonly requestThroughput: number | null;
  /** The concurrency that the report states. */
  readonly concurrency: number | null;
}

/** Latencies after correction; `trusted` says whether they may be used in Little's law. */
export interface CheckedLatencies {
  readonly latencies: Latencies;
  readonly trusted: boolean;
}

/**
 * Output tokens per second of a single request that are beyond any server. The fastest public services, on wafer-scale
 * hardware, serve some 3,000 tok/s to one user.
 */
export const FASTEST_REQUEST = 5_000;
/** Little's law yields 0.85 to 1.00 of the true concurrency or, with a wrong unit, a thousandth of that. */
const THOUSANDTH = { least: 500, most: 2000 };

/** Finds seconds labelled ms, corrects them where that is certain, and reports it. */
export function checkLatencies(
  latencies: Latencies,
  circumstances: Circumstances,
  findings: Findings,
): CheckedLatencies {
  const seconds = secondsThroughout(latencies, circumstances, findings);
  const corrected = secondsInE2el(seconds, circumstances, findings);
  const { e2el } = corrected;
  if (e2el === null || e2el.mean === null) return { latencies: corrected, trusted: latencies.e2el?.mean == null };
  return { latencies: corrected, trusted: isPossible(e2el.mean, circumstances, findings) };
}

/**
 * inference-perf before September 2025 labelled all its seconds ms; Little's law reveals it where the load is known.
 */
function secondsThroughout(latencies: Latencies, circumstances: Circumstances, findings: Findings): Latencies {
  const { harness, concurrency, requestThroughput, unit, path } = circumstances;
  const mean = latencies.e2el?.mean ?? null;
  if (harness?.secondsAsMs !== 'all' || unit !== 'ms' || mean === null) return latencies;
  if (concurrency === null || requestThroughput === null || requestThroughput <= 0) return latencies;
  const shortfall = concurrency / ((requestThroughput * mean) / 1000);
  if (shortfall < THOUSANDTH.least || shortfall > THOUSANDTH.most) return latencies;
  findings.warn(
    'unit-corrected',
    [...path, 'request_latency', 'units'],
    `latencies labelled ms are in s, since requests/s × mean E2EL is a thousandth of the concurrency: all are multiplied by 1000`,
  );
  const { ttft, tpot, itl, e2el } = latencies;
  return { ttft: scale(ttft, 1000), tpot: scale(tpot, 1000), itl: scale(itl, 1000), e2el: scale(e2el, 1000) };
}

/** Until August 2026, GuideLLM wrote only E2EL in seconds labelled ms: less than the time to the first token. */
function secondsInE2el(latencies: Latencies, circumstances: Circumstances, findings: Findings): Latencies {
  const { ttft, e2el } = latencies;
  if (e2el === null || e2el.mean === null) return latencies;
  const path = [...circumstances.path, 'request_latency', 'units'];
  const impossible = ttft !== null && ttft.mean !== null && e2el.mean < ttft.mean;
  if (isThousandth(latencies, e2el.mean, impossible, circumstances)) {
    const because = impossible ? 'the mean is below the mean TTFT' : 'the mean is a thousandth of TTFT + ITL × OSL';
    findings.warn('unit-corrected', path, `request_latency labelled ms is in s, since ${because}: multiplied by 1000`);
    return { ...latencies, e2el: scale(e2el, 1000) };
  }
  if (!impossible) return latencies;
  findings.warn('impossible-latency', path, 'mean request_latency is below the mean time to first token; left out');
  return { ...latencies, e2el: null };
}

function isThousandth(latencies: Latencies, e2el: number, impossible: boolean, circumstances: Circumstances): boolean {
  const { harness, unit, osl } = circumstances;
  if (unit !== 'ms') return false;
  const perToken = latencies.itl?.mean ?? latencies.tpot?.mean ?? null;
  const expected =
    perToken === null || osl === null ? null : (latencies.ttft?.mean ?? 0) + perToken * Math.max(osl - 1, 0);
  const asExpected = expected !== null && expected > 0 && e2el * 1000 > expected / 2 && e2el * 1000 < expected * 2;
  if (harness?.secondsAsMs !== 'e2el') return impossible && asExpected;
  return asExpected || (impossible && e2el * 1000 >= (latencies.ttft?.mean ?? 0));
}

function isPossible(e2el: number, circumstances: Circumstances, findings: Findings): boolean {
  const { osl, path } = circumstances;
  if (osl === null || osl / (e2el / 1000) <= FASTEST_REQUEST) return true;
  const rate = formatCount(Math.round(osl / (e2el / 1000)));
  findings.warn(
    'implausible-latency',
    [...path, 'request_latency'],
    `mean request_latency of ${e2el} ms works out to ${rate} tok/s for one request, more than any server reaches: is the unit right?`,
  );
  return false;
}
