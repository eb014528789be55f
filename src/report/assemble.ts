import { NO_FACTS } from '../run/facts.ts';
import { type DerivedFigure, type ExplainingFigures, type Measurement, NO_EXPLAINING, type Run } from '../run/run.ts';
import type { Length } from '../run/workload.ts';
import { warnOfAbsurd } from './absurd.ts';
import { doubtFigures } from './consistency.ts';
import type { Findings, Path } from './finding.ts';
import { following, type Harness, requestTime } from './harness.ts';
import { UNKNOWN } from './reporteddeployment.ts';
import { loadOf, NO_LOAD, type RequestedLoad } from './requestedload.ts';
import { NOTHING_ASKED, type RequestedWorkload } from './requestedworkload.ts';
import { latency, type MeanlessTime } from './statistics.ts';
import { averagedRates, closedFlow, type Flow, flowingRates, RATE_TOLERANCE, rightRate } from './tokenrate.ts';
import { type CheckedLatencies, checkLatencies } from './traps.ts';
import { doubtZeros } from './zerofigures.ts';

/** A length as a report states it. */
interface LengthStatistics {
  readonly units: 'count' | 'pixels';
  readonly mean: number;
  readonly stddev?: number | null | undefined;
}

export interface Requests {
  /** Null if only the lengths are known. */
  readonly total: number | null;
  readonly failures?: number | null | undefined;
  readonly incomplete?: number | null | undefined;
  readonly input_length?: LengthStatistics | null | undefined;
  readonly output_length?: LengthStatistics | null | undefined;
  /** Whether `total` includes failed requests. */
  readonly countsAttempts: boolean;
}

type Time = MeanlessTime | null | undefined;

/** What a report of any version states, before units are converted, traps corrected and figures derived. */
export interface RawReport extends Omit<Run, 'files' | 'harness' | 'workload' | 'load' | 'measured' | 'derived'> {
  readonly harness: Harness | null;
  /** As shown to the user. */
  readonly file: string;
  readonly requestedLoad: RequestedLoad;
  readonly requestedWorkload: (measuredIsl: number | null, measuredOsl: number | null) => RequestedWorkload;
  readonly stage: number | null;
  /** How many requests were to be sent. */
  readonly prompts: number | null;
  /** Whether the report itself says that it describes sessions rather than requests. */
  readonly ofSessions: boolean;
  /** How many load generators ran at once, each with a report of its own. */
  readonly pods: number | null;
  /** Whether a converter may have made it, which writes 0 for what the harness did not state. */
  readonly zeroIsUnstated: boolean;
  readonly duration: number | null;
  readonly requests: Requests | null;
  readonly latency: {
    readonly path: Path;
    readonly ttft: Time;
    readonly tpot: Time;
    readonly itl: Time;
    readonly e2el: Time;
  };
  readonly throughput: {
    readonly path: Path;
    readonly output: number | null;
    readonly input: number | null;
    readonly total: number | null;
    readonly requests: number | null;
  };
  readonly explaining: ExplainingFigures;
}

/** Defaults for what a result does not state. */
export const UNSTATED = {
  ...{ harnessVersion: null, model: null, quantization: null, treatment: null, measuredAt: null },
  ...{ deployment: UNKNOWN, facts: NO_FACTS, sessions: null },
  ...{ requestedLoad: NO_LOAD, requestedWorkload: () => NOTHING_ASKED },
  ...{ stage: null, prompts: null, ofSessions: false, pods: null, duration: null, requests: null },
  zeroIsUnstated: false,
  explaining: NO_EXPLAINING,
} satisfies Partial<RawReport>;

/**
 * Turns the contents of a report into a run: converts units, corrects known traps, and derives what is certain.
 *
 * @returns null where nothing was measured; `findings` say so
 */
export function assemble(report: RawReport, findings: Findings): Run | null {
  const answered = haveAllFailed(report.requests) ? unanswered(report) : report;
  const raw = answered.harness?.averagesRates ? averaged(answered, findings) : answered;
  const nothing = emptiness(raw);
  if (nothing !== null) {
    findings.note('no-measurement', nothing);
    return null;
  }
  const rates = ratesOf(raw, findings);
  const counts = countsOf(raw.requests);
  const lengths = lengthsOf(raw, rates, findings);
  const { latencies, trusted } = latenciesOf(raw, rates, lengths, findings);
  const stated = {
    ...{ duration: raw.duration, ...counts, ...rates, ...latencies, ...lengths },
    explaining: explainingOf(raw, rates, counts),
  };
  const measured: Measurement = { ...stated, ...following(raw.harness, stated) };
  const time = trusted ? requestTime(measured) : null;
  const asked = raw.requestedWorkload(lengths.isl, lengths.osl);
  if ((lengths.isl ?? asked.isl) === null || (lengths.osl ?? asked.osl) === null) {
    findings.noteOnce('unknown-length', 'ISL or OSL is not stated and cannot be calculated');
  }
  warnOfSharedLoad(raw, findings);
  const { harness, harnessVersion, model, quantization, deployment, sessions, facts, treatment } = raw;
  const { measuredAt, requests } = raw;
  const run: Run = {
    files: [{ shown: raw.file, path: raw.file, place: '' }],
    harness: harness?.name ?? null,
    ...{ harnessVersion, model, quantization, deployment, sessions, facts, treatment, measuredAt, measured },
    derived: derivedIn(raw, measured),
    workload: {
      isl: lengthOf(asked.isl, lengths.isl, requests?.input_length, measured.completed),
      osl: lengthOf(asked.osl, lengths.osl, requests?.output_length, measured.completed),
      prefix: asked.prefix,
    },
    load: loadOf(raw, rates.requestThroughput, time),
  };
  warnOfAbsurd(run, raw.throughput.path, findings);
  doubtFigures(run, raw, time, findings);
  doubtZeros(run, answered, findings);
  return run;
}

/** Figures that follow from others although the file does not state them. */
function derivedIn({ throughput, requests }: RawReport, measured: Measurement): DerivedFigure[] {
  const stated = {
    outputThroughput: throughput.output,
    totalThroughput: throughput.total,
    isl: tokens(requests?.input_length),
    osl: tokens(requests?.output_length),
  };
  const names = Object.keys(stated) as DerivedFigure[];
  return names.filter((name) => stated[name] === null && measured[name] !== null);
}

function lengthOf(
  requested: number | null,
  measured: number | null,
  stats: LengthStatistics | null | undefined,
  completed: number | null,
): Length {
  const spread = stats?.units === 'count' ? (stats.stddev ?? null) : null;
  const error = spread === null || completed === null || completed === 0 ? null : spread / Math.sqrt(completed);
  return { requested, measured, error };
}

/** Why a report holds no run; null if it does. */
function emptiness({ file, harness, requests, latency: times, throughput, ofSessions }: RawReport): string | null {
  if (harness?.isEmpty) return `report of the ${harness.name} harness, which measures nothing; left out`;
  const { path: _, ...rates } = throughput;
  const means = [times.ttft, times.tpot, times.itl, times.e2el].map((time) => time?.mean ?? null);
  const numbers = [...Object.values(rates), ...means].filter((value) => value !== null);
  if (numbers.some((value) => value !== 0)) return null;
  if (ofSessions || /session_lifecycle/.test(file)) return SESSIONS;
  const { completed, failures } = countsOf(requests);
  if (completed === null ? (requests?.total ?? 0) > 0 : completed > 0 || (failures ?? 0) > 0) return null;
  return numbers.length === 0
    ? 'report without any request metric: left out'
    : 'report whose metrics are all zero: left out';
}

/** The session twin of a report counts its events as requests, so its total is not 0. */
const SESSIONS = 'report of sessions with no request metrics: left out';

function haveAllFailed(requests: Requests | null): boolean {
  const { completed, failures } = countsOf(requests);
  return completed === 0 && failures !== null && failures > 0;
}

/**
 * A server that answers nothing serves no tokens, which is certain; a latency of 0 stated for it belongs to no request.
 */
function unanswered(raw: RawReport): RawReport {
  const known = (time: Time) => (time?.mean === 0 ? null : time);
  const { latency, throughput } = raw;
  const { ttft, tpot, itl, e2el } = latency;
  const { input, output, total, requests } = throughput;
  return {
    ...raw,
    latency: { ...latency, ttft: known(ttft), tpot: known(tpot), itl: known(itl), e2el: known(e2el) },
    throughput: { ...throughput, input, output: output ?? 0, total: total ?? 0, requests: requests ?? 0 },
  };
}

/** A converted rate is kept as stated, unless no average over time could produce it. */
const FAR_OFF = 0.5;

function averaged(raw: RawReport, findings: Findings): RawReport {
  const [isl, osl] = [tokens(raw.requests?.input_length), tokens(raw.requests?.output_length)];
  const flows = flowsOf(raw);
  const tolerance = rightRate(raw.throughput, osl, flows) === null ? FAR_OFF : RATE_TOLERANCE;
  const flowing = flowingRates(raw.throughput, osl, flows, findings);
  return { ...raw, throughput: averagedRates(flowing, isl, osl, tolerance, findings) };
}

/** What a closed loop amounts to with E2EL as labelled or, where the label may be wrong, in seconds. */
function flowsOf({ harness, latency: { e2el }, requestedLoad: { concurrency } }: RawReport): Flow[] {
  const mean = e2el?.mean ?? null;
  const labelled = mean === null ? null : mean / (e2el?.units === 's' ? 1 : 1000);
  const flows = [
    closedFlow(concurrency, labelled),
    harness?.secondsAsMs == null ? null : closedFlow(concurrency, mean),
  ];
  return flows.filter((flow) => flow !== null);
}

type Rates = Pick<Measurement, 'outputThroughput' | 'totalThroughput' | 'requestThroughput'>;
type Lengths = Pick<Measurement, 'isl' | 'osl'>;

/**
 * What is stated, and what certainly follows from it: if so many requests complete per second, so many of them keep to
 * the objectives. A failed request keeps to none.
 */
function explainingOf(
  { explaining }: RawReport,
  { outputThroughput, requestThroughput }: Rates,
  { completed, attempts }: ReturnType<typeof countsOf>,
): ExplainingFigures {
  const answered = quotient(completed, attempts) ?? 1;
  const { goodput, power, sloAttainment, tokensPerJoule } = explaining;
  return {
    ...explaining,
    sloAttainment: sloAttainment ?? scaled(shareOf(goodput, requestThroughput), answered),
    tokensPerJoule: tokensPerJoule ?? quotient(outputThroughput, power),
  };
}

/** A share that rounding raised above 1 becomes 1; one far above it is dropped. */
function shareOf(part: number | null, whole: number | null): number | null {
  const share = quotient(part, whole);
  return share === null || share > 1.01 ? null : Math.min(share, 1);
}

function scaled(share: number | null, by: number): number | null {
  return share === null ? null : share * by;
}

function quotient(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole <= 0 ? null : part / whole;
}

function ratesOf({ throughput, requests }: RawReport, findings: Findings): Rates {
  const { input, total, requests: requestThroughput, path } = throughput;
  const derived = throughput.output === null ? derivedOutput(throughput, requests) : null;
  const output = throughput.output ?? derived;
  if (derived !== null) {
    findings.noteOnce(
      'derived-throughput',
      'output throughput not stated: calculated as total − input or, failing that, as requests/s × mean OSL',
    );
  }
  if (total !== null && output !== null && total < output * (1 - 1e-6)) {
    findings.warn(
      'inconsistent-throughput',
      path,
      `total throughput ${total} is below the output throughput ${output}`,
    );
  }
  const sum = total ?? (output !== null && input !== null ? output + input : null);
  return { outputThroughput: output, totalThroughput: sum, requestThroughput };
}

function derivedOutput(
  { input, total, requests: rate }: RawReport['throughput'],
  requests: Requests | null,
): number | null {
  if (total !== null && input !== null && total >= input) return total - input;
  const osl = tokens(requests?.output_length);
  return rate === null || osl === null ? null : rate * osl;
}

/** Requests that completed, failed and were attempted. */
export function countsOf(requests: Requests | null): Pick<Measurement, 'completed' | 'failures' | 'attempts'> {
  if (requests === null) return { completed: null, failures: null, attempts: null };
  const { total, countsAttempts } = requests;
  if (total === null) return { completed: null, failures: requests.failures ?? null, attempts: null };
  const failures = requests.failures ?? null;
  const incomplete = requests.incomplete ?? 0;
  if (!countsAttempts || (failures ?? 0) > total)
    return { completed: total, failures, attempts: failures === null ? null : total + failures };
  const completed = failures === null ? null : Math.max(total - failures - incomplete, 0);
  return { completed, failures, attempts: total };
}

/** Mean lengths; a mean that is absent or 0 is derived from the throughputs, per request. */
function lengthsOf({ requests }: RawReport, rates: Rates, findings: Findings): Lengths {
  const { outputThroughput: output, totalThroughput: total, requestThroughput: rate } = rates;
  const isl = tokens(requests?.input_length);
  const osl = tokens(requests?.output_length);
  const inputRate = output === null || total === null ? null : total - output;
  const derivedIsl = isl === null ? perRequest(inputRate, rate) : null;
  const derivedOsl = osl === null ? perRequest(output, rate) : null;
  if (derivedIsl !== null || derivedOsl !== null) {
    findings.noteOnce('derived-length', 'ISL or OSL not stated: calculated as token throughput ÷ requests/s');
  }
  return { isl: isl ?? derivedIsl, osl: osl ?? derivedOsl };
}

function tokens(length: LengthStatistics | null | undefined): number | null {
  if (length === null || length === undefined || length.units !== 'count' || length.mean === 0) return null;
  return length.mean;
}

function perRequest(tokenRate: number | null, requestRate: number | null): number | null {
  if (tokenRate === null || requestRate === null || tokenRate <= 0 || requestRate <= 0) return null;
  return tokenRate / requestRate;
}

function latenciesOf(raw: RawReport, rates: Rates, lengths: Lengths, findings: Findings): CheckedLatencies {
  const { path, ttft, tpot, itl, e2el } = raw.latency;
  const latencies = { ttft: latency(ttft), tpot: latency(tpot), itl: latency(itl), e2el: latency(e2el) };
  const circumstances = {
    harness: raw.harness,
    path,
    unit: e2el?.units ?? null,
    osl: lengths.osl,
    requestThroughput: rates.requestThroughput,
    concurrency: raw.requestedLoad.concurrency,
  };
  return checkLatencies(latencies, circumstances, findings);
}

/** Load generators that run side by side each report only their share of the deployment's throughput. */
function warnOfSharedLoad({ pods }: RawReport, findings: Findings): void {
  if (pods === null || pods <= 1) return;
  const message = `one of ${pods} load generators that ran at once: throughput is its share, not the deployment's`;
  findings.warnOnce('shared-load', null, message);
}
