import { gpusOf } from '../run/label.ts';
import { reportedConcurrency } from '../run/load.ts';
import { grouped } from '../run/number.ts';
import type { Measurement, Run } from '../run/run.ts';
import type { RawReport } from './assemble.ts';
import type { Findings, Path } from './finding.ts';
import { isMultiTurn } from './requestedworkload.ts';

/** A run together with what it was made from. */
interface CheckedRun {
  readonly run: Run;
  readonly raw: RawReport;
  /** Mean E2EL in ms, stated or estimated, if it passed the sanity checks; otherwise null. */
  readonly e2el: number | null;
  readonly findings: Findings;
}

/**
 * Reports figures of a run that cannot all be true, each kind once, with both figures. They are kept, because it is not
 * known here which of them is wrong; what is certain was corrected before.
 */
export function doubtFigures(run: Run, raw: RawReport, e2el: number | null, findings: Findings): void {
  const judged = { run, raw, e2el, findings };
  doubtConcurrency(judged);
  doubtReach(judged);
  doubtUserThroughput(judged);
  doubtOutputThroughput(judged);
  doubtTimePerToken(judged);
  doubtRate(judged);
  doubtCount(run.measured, raw.requestedLoad.requests, raw.throughput.path, findings);
  doubtCompleted(judged);
  doubtInput(judged);
  doubtGoodput(judged);
  doubtLength(judged, 'isl');
  doubtLength(judged, 'osl');
  doubtIncomplete(judged);
  doubtExperts(judged);
}

/**
 * Means over requests of different lengths differ from the ratio of the means; real ones lie between 0.88 and 1.13
 * times it.
 */
const LENGTHS_APART = { least: 0.7, most: 1.4 };
/**
 * They may be this far apart if ITL, the mean over tokens, agrees: lengths vary a lot, and short answers have slow
 * tokens.
 */
const UNLIKE_LENGTHS = 2;

/**
 * Little's law in a closed loop: 114 real runs lie between 0.85 and 1.00 times the stated concurrency, part of which
 * idles at the end of a run with few requests. Requests that fail early leave part of it idle too, and so do users
 * between turns.
 */
const IN_FLIGHT = { least: 0.7, most: 1.1 };

function doubtConcurrency({ run, raw, e2el, findings }: CheckedRun): void {
  const { load, measured } = run;
  const concurrency = reportedConcurrency(load);
  const rate = measured.requestThroughput;
  if (concurrency === null || rate === null || rate <= 0 || e2el === null) return;
  const isEstimated = measured.e2el?.mean == null;
  const { least, most } = isEstimated ? LENGTHS_APART : { least: 1, most: 1 };
  const inFlight = (rate * e2el) / 1000;
  const isTooFew = inFlight < IN_FLIGHT.least * least * busyShare(run, raw, concurrency) * concurrency;
  if (!(isTooFew && isKeptFull(run)) && inFlight <= IN_FLIGHT.most * most * concurrency) return;
  const time = isEstimated ? 'TTFT + TPOT × (OSL − 1)' : 'mean E2EL';
  const made = `${inWords(rate)} requests/s × ${time} of ${inWords(e2el)} ms is ${inWords(inFlight)} requests in flight`;
  findings.doubt(
    'inconsistent-concurrency',
    raw.latency.path,
    `${made}, but the stated concurrency is ${inWords(concurrency)}: they cannot all be right (Little's law)`,
  );
}

/** There can be no more requests in flight than there are in all. */
function doubtReach({ run: { load, measured }, raw, findings }: CheckedRun): void {
  const concurrency = reportedConcurrency(load);
  const requests = measured.attempts ?? raw.prompts ?? measured.completed;
  if (concurrency === null || requests === null || requests >= concurrency) return;
  if ((measured.completed ?? 0) <= 0) return;
  findings.doubt(
    'unreached-concurrency',
    raw.throughput.path,
    `${inWords(requests)} requests were sent, but the stated concurrency is ${inWords(concurrency)}: that many were never in flight, so tok/s/user comes out too low`,
  );
}

/** The longest request of a run, as a multiple of the mean, where no percentile says. */
const LONGEST = 2;

/**
 * The least share of its concurrency that a closed loop keeps in flight on average: a run takes as many rounds as its
 * requests need; in the last of these, streams wait for the longest request, and what is cut off then counts nowhere.
 */
function busyShare({ measured }: Run, { requests }: RawReport, concurrency: number): number {
  const { completed, attempts, e2el } = measured;
  const count = completed ?? attempts ?? 0;
  if (count === 0) return 1;
  const rounds = count / concurrency;
  const longest = e2el?.mean && e2el.p99 !== null ? e2el.p99 / e2el.mean : LONGEST;
  return rounds / (Math.ceil(rounds) + Math.max(longest - 1, 0) + (requests?.incomplete ?? 0) / concurrency);
}

/** Whether nothing is known that a stream might wait for. */
function isKeptFull({ measured, sessions, workload }: Run): boolean {
  return (measured.failures ?? 0) === 0 && sessions === null && !isMultiTurn(workload.prefix);
}

/** More than rounding and the end of a run can explain for figures that agree. */
const ROUNDING = 1.1;

function doubtUserThroughput({ run: { load, measured }, raw, findings }: CheckedRun): void {
  const concurrency = reportedConcurrency(load);
  const { outputThroughput: output, timePerToken } = measured;
  if (concurrency === null || output === null || timePerToken === null || timePerToken <= 0) return;
  const perUser = output / concurrency;
  const most = 1000 / timePerToken;
  const itl = measured.itl?.mean ?? timePerToken;
  if (perUser <= most * (perUser * itl <= 1000 * ROUNDING ? UNLIKE_LENGTHS : LENGTHS_APART.most)) return;
  const made = `output throughput ${inWords(output)} ÷ concurrency ${inWords(concurrency)} is ${inWords(perUser)} tok/s/user`;
  findings.doubt(
    'impossible-user-throughput',
    raw.throughput.path,
    `${made}, but a token every ${inWords(timePerToken)} ms allows at most ${inWords(most)}: they cannot both be right`,
  );
}

function doubtOutputThroughput({ run: { measured, derived }, raw, findings }: CheckedRun): void {
  const { outputThroughput: output, requestThroughput: rate, osl } = measured;
  if (derived.includes('outputThroughput') || derived.includes('osl')) return;
  if (output === null || rate === null || osl === null || rate <= 0 || output <= 0) return;
  const expected = rate * osl;
  if (output <= expected * ROUNDING && expected <= output * ROUNDING) return;
  findings.doubt(
    'inconsistent-throughput',
    raw.throughput.path,
    `output throughput is stated as ${inWords(output)} tok/s, but ${inWords(rate)} requests/s × mean OSL ${inWords(osl)} is ${inWords(expected)}: the stated value is used`,
  );
}

/** The shortest mean output whose time per token is meaningful. */
const FEW_TOKENS = 8;

function doubtTimePerToken({ run: { measured }, raw, findings }: CheckedRun): void {
  const { ttft, osl, timePerToken } = measured;
  const [first, last] = [ttft?.mean ?? null, measured.e2el?.mean ?? null];
  if (first === null || last === null || last <= first || osl === null || osl < FEW_TOKENS) return;
  if (timePerToken === null || timePerToken <= 0) return;
  const expected = (last - first) / (osl - 1);
  const isWithin = (time: number, { least, most }: typeof LENGTHS_APART) =>
    time >= least * expected && time <= most * expected;
  const itl = measured.itl?.mean ?? null;
  const bounds =
    itl !== null && isWithin(itl, LENGTHS_APART) ? { least: 1 / UNLIKE_LENGTHS, most: UNLIKE_LENGTHS } : LENGTHS_APART;
  if (isWithin(timePerToken, bounds)) return;
  findings.doubt(
    'inconsistent-latency',
    raw.latency.path,
    `mean time per token is stated as ${inWords(timePerToken)} ms, but (E2EL − TTFT) ÷ (OSL − 1) is ${inWords(expected)} ms: one of the four is wrong`,
  );
}

/** More standard deviations than chance moves a number of arrivals by. */
const CHANCE = 3;

function doubtRate({ run: { load, measured }, raw, findings }: CheckedRun): void {
  const { requestThroughput: achieved, attempts, completed } = measured;
  const requests = attempts ?? completed;
  if (load.rate === null || achieved === null || requests === null || requests <= 0) return;
  const spread = 1 / Math.sqrt(requests * Math.min(raw.requestedLoad.burstiness ?? 1, 1));
  if (achieved <= load.rate * (ROUNDING + CHANCE * spread)) return;
  findings.doubt(
    'exceeded-rate',
    raw.throughput.path,
    `${inWords(achieved)} requests/s completed, but the requested rate is ${inWords(load.rate)}: does the rate belong to another stage?`,
  );
}

/** @param requests how many requests make up the stage; null where unknown */
export function doubtCount(
  measured: Measurement,
  requests: number | null,
  path: Path | null,
  findings: Findings,
): void {
  const sent = measured.attempts ?? measured.completed;
  if (requests === null || sent === null || sent <= 0) return;
  if (Math.abs(sent - requests) <= Math.max((ROUNDING - 1) * requests, 1)) return;
  findings.doubt(
    'inconsistent-requests',
    path,
    `${inWords(sent)} requests are counted, but the stage asks for ${inWords(requests)}: do they belong to another stage, or was it cut off?`,
  );
}

/** A duration may include time before the first request and after the last one. */
const LONGER = 1.25;

function doubtCompleted({ run: { measured }, raw, findings }: CheckedRun): void {
  const { completed, duration, requestThroughput: rate } = measured;
  if (raw.harness?.timesLoad.v01 === false) return;
  if (completed === null || duration === null || rate === null || rate <= 0 || completed <= 0) return;
  const expected = rate * duration;
  if (completed * LONGER >= expected && completed <= expected * LONGER) return;
  findings.doubt(
    'inconsistent-duration',
    raw.throughput.path,
    `${inWords(completed)} requests completed, but ${inWords(rate)} requests/s × ${inWords(duration)} s is ${inWords(expected)}: one of the three is wrong`,
  );
}

function doubtInput({ run: { measured, derived }, raw, findings }: CheckedRun): void {
  if (raw.harness?.averagesRates) return;
  const { outputThroughput: output, totalThroughput: total, requestThroughput: rate, isl } = measured;
  if (derived.includes('isl') || derived.includes('totalThroughput') || derived.includes('outputThroughput')) return;
  if (output === null || total === null || rate === null || rate <= 0 || isl === null || total <= output) return;
  const expected = (total - output) / rate;
  if (isl <= expected * ROUNDING && expected <= isl * ROUNDING) return;
  findings.doubt(
    'inconsistent-isl',
    raw.throughput.path,
    `mean ISL is stated as ${inWords(isl)} tokens, but (total − output throughput) ÷ requests/s is ${inWords(expected)}: the stated value is used`,
  );
}

function doubtGoodput({ run: { measured }, raw, findings }: CheckedRun): void {
  const { requestThroughput: rate, explaining } = measured;
  if (rate === null || explaining.goodput === null || explaining.goodput <= rate * ROUNDING) return;
  findings.doubt(
    'impossible-goodput',
    raw.throughput.path,
    `goodput is ${inWords(explaining.goodput)} requests/s, but only ${inWords(rate)} requests/s completed in all: they cannot both be right`,
  );
}

/** Chat templates, other tokenizers and sampling move real means by up to an eighth. */
const FAR_FROM_REQUESTED = 0.25;

function doubtLength({ run: { workload, measured, derived }, raw, findings }: CheckedRun, name: 'isl' | 'osl'): void {
  const { requested, measured: mean, error } = workload[name];
  if (requested === null || mean === null || measured.completed === 0 || derived.includes(name)) return;
  if (Math.abs(mean - requested) <= Math.max(FAR_FROM_REQUESTED * requested, CHANCE * (error ?? 0))) return;
  findings.doubt(
    ({ isl: 'unlike-isl', osl: 'unlike-osl' } as const)[name],
    raw.throughput.path,
    `mean ${name.toUpperCase()} is ${inWords(mean)} tokens, but ${inWords(requested)} were requested: the requested length names the scenario`,
  );
}

/** From this share on, what was cut off makes the rates of completed requests too low to ignore. */
const MANY_INCOMPLETE = 0.1;

function doubtIncomplete({ run: { measured }, raw, findings }: CheckedRun): void {
  const incomplete = raw.requests?.incomplete ?? 0;
  const all = Math.max(measured.attempts ?? 0, (measured.completed ?? 0) + (measured.failures ?? 0) + incomplete);
  if (incomplete <= 0) return;
  const some = `${inWords(incomplete)} of ${inWords(all)} requests were cut off at the end of the run`;
  const rates = 'rates count only those that completed';
  if (incomplete < MANY_INCOMPLETE * all) findings.noteKind('incomplete-requests', `${some}: ${rates}`);
  else {
    const message = `${some}: ${rates} and so understate what was served; run longer`;
    findings.doubt('incomplete-requests', raw.throughput.path, message);
  }
}

function doubtExperts({ run: { deployment }, findings }: CheckedRun): void {
  const { roles, gpus } = deployment;
  for (const role of roles) {
    const own = gpusOf([role]);
    const all = roles.length === 1 ? Math.max(own ?? 0, gpus ?? 0) : (own ?? 0);
    if (role.ep === null || all === 0 || role.ep <= all) continue;
    findings.doubt(
      'impossible-parallelism',
      null,
      `EP ${role.ep} is stated for ${role.role} engines with ${all} GPUs, but there cannot be more expert ranks than GPUs`,
    );
  }
}

/** A figure as the messages show it: `1,234` for 1234.4. */
export function inWords(value: number): string {
  return grouped(String(Number(value.toPrecision(4))));
}
