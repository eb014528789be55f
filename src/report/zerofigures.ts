import type { Measurement, Run } from '../run/run.ts';
import type { RawReport } from './assemble.ts';
import { inWords } from './consistency.ts';
import type { Findings } from './finding.ts';

/*
 * Zeros that other figures of a run contradict. Much may be 0 for a reason: in a run that nobody answered, for answers of
 * one token, or without streaming; and converters write 0 for what a harness did not measure.
 */

/** Reports zeros that cannot be true, each kind once. */
export function doubtZeros(run: Run, raw: RawReport, findings: Findings): void {
  if (raw.requests?.total === 0) doubtNone(run, raw, findings);
  else {
    doubtRates(run, raw, findings);
    if (!raw.zeroIsUnstated) doubtLatencies(run, raw, findings);
  }
}

/** No request at all, although some were served. */
function doubtNone({ measured }: Run, raw: RawReport, findings: Findings): void {
  const { throughput, requests, ofSessions, zeroIsUnstated } = raw;
  const { requestThroughput: rate, outputThroughput: output } = measured;
  if (ofSessions || zeroIsUnstated || (requests?.failures ?? 0) > 0) return;
  const served = isAbove(rate) ? `${inWords(rate)} requests/s` : isAbove(output) ? `${inWords(output)} tok/s` : null;
  if (served === null) return;
  findings.doubt(
    'inconsistent-duration',
    throughput.path,
    `0 requests completed, but ${served} are stated: one of the two is wrong`,
  );
}

/** A rate below this may have been rounded to 0, in requests/s. */
const ROUNDED = 0.005;

function doubtRates(run: Run, raw: RawReport, findings: Findings): void {
  const disagreement = requestsGone(run) ?? outputGone(run) ?? tokensGone(run, raw, 'output_length');
  if (disagreement !== null) findings.doubt('inconsistent-throughput', raw.throughput.path, disagreement);
  else if (isEveryRequestGone(run.measured))
    findings.doubt(
      'inconsistent-duration',
      raw.throughput.path,
      `0 requests/s are stated, but ${inWords(run.measured.completed ?? 0)} requests completed: one of the two is wrong`,
    );
  const input = tokensGone(run, raw, 'input_length');
  if (input !== null) findings.doubt('inconsistent-isl', raw.throughput.path, input);
}

function requestsGone({ measured: { requestThroughput: rate, outputThroughput: output, osl } }: Run): string | null {
  if (rate !== 0 || !isAbove(output) || (osl !== null && output / osl < ROUNDED)) return null;
  return `0 requests/s are stated, but an output throughput of ${inWords(output)} tok/s: one of the two is wrong`;
}

function isEveryRequestGone({ requestThroughput: rate, completed, duration }: Measurement): boolean {
  return rate === 0 && isAbove(completed) && isAbove(duration) && completed / duration >= ROUNDED;
}

function outputGone({ measured, derived }: Run): string | null {
  const { requestThroughput: rate, outputThroughput: output, totalThroughput: total, osl } = measured;
  if (output !== 0 || isAbove(total) || !isAbove(rate) || !isAbove(osl) || derived.includes('osl')) return null;
  const made = `${inWords(rate)} requests/s × mean OSL ${inWords(osl)} is ${inWords(rate * osl)}`;
  return `output throughput is stated as 0 tok/s, but ${made}: one of the three is wrong`;
}

/** A harness itself says that there was no token. */
function tokensGone(
  { measured: { outputThroughput: output, totalThroughput: total } }: Run,
  { requests, throughput, zeroIsUnstated }: RawReport,
  name: 'input_length' | 'output_length',
): string | null {
  const length = requests?.[name];
  if (zeroIsUnstated || length?.units !== 'count' || length.mean !== 0) return null;
  const inputRate = throughput.input ?? (total ?? 0) - (output ?? 0);
  const rate = name === 'input_length' ? inputRate : output;
  if (!isAbove(rate) || rate < ROUNDED * (total ?? 0)) return null;
  const side = name === 'input_length' ? 'input' : 'output';
  return `0 ${side} tokens are stated, but an ${side} throughput of ${inWords(rate)} tok/s: the latter is used`;
}

/** How much longer than TTFT an answer takes of which more than one part arrived. */
const LONGER = 1.1;

function doubtLatencies({ measured: { completed, osl } }: Run, { latency }: RawReport, findings: Findings): void {
  const { ttft, tpot, itl, e2el } = {
    ttft: typical(latency.ttft),
    tpot: typical(latency.tpot),
    itl: typical(latency.itl),
    e2el: typical(latency.e2el),
  };
  const isLonger = isAbove(ttft) && isAbove(e2el) && e2el > LONGER * ttft;
  const isSpread = (osl === null || osl > 1) && (isLonger || isAbove(itl));
  const impossible = [
    ...(e2el === 0 ? ['E2EL'] : []),
    ...(ttft === 0 && isAbove(itl) ? ['TTFT'] : []),
    ...(tpot === 0 && isSpread ? ['TPOT'] : []),
    ...(itl === 0 && isSpread ? ['ITL'] : []),
  ];
  if (impossible.length === 0) return;
  const requests = completed === null ? 'requests' : `${inWords(completed)} requests`;
  findings.doubt(
    'impossible-latency',
    latency.path,
    `mean ${impossible.join(', ')} of 0 ms, although ${requests} completed: left out`,
  );
}

/** The mean or, where none is stated, the median; null where neither is. */
function typical(time: RawReport['latency']['ttft']): number | null {
  return time?.mean ?? time?.p50 ?? time?.median ?? null;
}

function isAbove(value: number | null): value is number {
  return value !== null && value > 0;
}
