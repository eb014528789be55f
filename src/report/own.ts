import type { z } from 'zod';
import { shortened } from '../excerpt.ts';
import type { Deployment } from '../run/deployment.ts';
import { NO_FACTS } from '../run/facts.ts';
import { deploymentOf, namedDeployment, parseLabel, UNKNOWN_LABEL, unknownDeployment } from '../run/label.ts';
import type { Load } from '../run/load.ts';
import { median } from '../run/median.ts';
import type { Metrics, UserThroughput } from '../run/metric.ts';
import { formatCount } from '../run/number.ts';
import type { Latency, Measurement, Run } from '../run/run.ts';
import type { Runner } from '../run/runner.ts';
import { decodeSweep, MAX_NAME, MAX_RUNS, SWEEP_FORMAT, sweepSchema } from '../run/sweep.ts';
import type { Length } from '../run/workload.ts';
import type { Findings } from './finding.ts';
import { followingOf } from './harnesses.ts';
import { dig, word } from './lookup.ts';
import { isRecord } from './recognise.ts';
import { FORMAT, olderReportSchema } from './reportjson.ts';
import { describe, validate } from './validate.ts';

type ScenarioJson = z.infer<typeof olderReportSchema>['scenarios'][number];
type ConfigurationJson = ScenarioJson['configurations'][number];
type PointJson = ConfigurationJson['points'][number];

/** What one of this program's reports tells a later run. */
export interface OwnReport {
  readonly runs: readonly Run[];
  /** How it defines tok/s/user. */
  readonly userThroughput: UserThroughput;
  /** Whether it was written before reports kept the sweep, so that its runs are rebuilt from what it shows. */
  readonly isOlder: boolean;
  /** The commit that was measured; null if unknown. */
  readonly commit: string | null;
  /** The machine that took the measurements; null if unknown. */
  readonly runner: Runner | null;
  /** What its configurations were called, by the files of their points. */
  readonly names: ReadonlyMap<string, readonly string[]>;
}

const OWN_FORMAT = /"format"\s*:\s*"pareto-report\//;

/** Whether a text is a report of this program, of any version, complete or cut off. */
export function looksOwn(text: string): boolean {
  return OWN_FORMAT.test(text.slice(0, HEAD));
}

/** Within how many characters a report names its format: it is the first key. */
const HEAD = 1000;

/**
 * Reads the program's own `report.json` back into the runs that it was made from: its sweep, whatever the version of
 * the report around it. For reports from before the sweep was kept, runs are rebuilt from the points, one per sample;
 * what these do not have (arguments, versions, quantization, prefix, load stages) stays unknown.
 *
 * @returns null if it has no form that can be read; `findings` say why
 */
export function readOwn(document: unknown, findings: Findings): OwnReport | null {
  const sweep = dig(document, 'sweep');
  if (sweep !== undefined && sweep !== null) return readSweep(document, sweep, findings);
  const format = dig(document, 'format');
  if (format !== FORMAT) {
    findings.error(
      'unknown-version',
      ['format'],
      `format ${typeof format === 'string' ? shortened(format) : describe(format)}: expected ${FORMAT}, or a sweep; generate the report again`,
    );
    return null;
  }
  const report = validate(olderReportSchema, document, findings, [], true);
  if (report === null) return null;
  const excess = excessIn(report.scenarios);
  if (excess !== null) {
    findings.error('limit', ['scenarios'], `more than ${excess}: no sweep has as many`);
    return null;
  }
  const runs = report.scenarios.flatMap((scenario) => runsOf(scenario, report.userThroughput));
  return {
    runs,
    userThroughput: report.userThroughput,
    isOlder: true,
    commit: null,
    runner: null,
    names: namesIn(document),
  };
}

function readSweep(document: unknown, sweep: unknown, findings: Findings): OwnReport | null {
  const format = dig(sweep, 'format');
  if (format !== SWEEP_FORMAT) {
    const found =
      typeof format === 'string' ? shortened(format) : format === undefined ? 'without a name' : describe(format);
    findings.error(
      'unknown-version',
      ['sweep'],
      `sweep format ${found}: expected ${SWEEP_FORMAT}; generate the report again`,
    );
    return null;
  }
  const checked = validate(sweepSchema, sweep, findings, ['sweep'], true);
  if (checked === null || findings.hasError) return null;
  try {
    const { runs, commit, runner } = decodeSweep(checked, followingOf);
    const userThroughput = dig(document, 'userThroughput') === 'tpot' ? 'tpot' : 'concurrency';
    return { runs, userThroughput, isOlder: false, commit, runner, names: namesIn(document) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    findings.error(
      'inconsistent-sweep',
      ['sweep'],
      `${error.message}: the sweep is damaged; generate the report again`,
    );
    return null;
  }
}

/** What an older report has too much of, in words; null if nothing. */
function excessIn(scenarios: readonly ScenarioJson[]): string | null {
  const configurations = scenarios.flatMap((scenario) => scenario.configurations);
  const samples = configurations.reduce(
    (sum, { points }) => points.reduce((own, point) => own + point.samples.length, sum),
    0,
  );
  if (samples > MAX_RUNS) return `${formatCount(MAX_RUNS)} samples`;
  const names = [
    ...scenarios.flatMap(({ id, model, accelerator, harness }) => [id, model, accelerator, harness]),
    ...configurations.flatMap(({ label, variant, points }) => [
      ...[label, variant],
      ...points.flatMap(({ condition, files }) => [condition, ...files]),
    ]),
  ];
  const isLong = names.some((name) => (name?.length ?? 0) > MAX_NAME);
  return isLong ? `${formatCount(MAX_NAME)} characters in a name` : null;
}

/** What a report of any version calls its configurations, as far as it can be read. */
function namesIn(document: unknown): ReadonlyMap<string, readonly string[]> {
  const list = (value: unknown, key: string) =>
    isRecord(value) && Array.isArray(value[key]) ? (value[key] as unknown[]) : [];
  const names = new Map<string, readonly string[]>();
  for (const configuration of list(document, 'scenarios').flatMap((scenario) => list(scenario, 'configurations'))) {
    const all = ['id', 'key', 'label'].flatMap((key) => word(dig(configuration, key)) ?? []);
    const own = all.filter(({ length }) => length <= MAX_NAME);
    for (const file of list(configuration, 'points').flatMap((point) => list(point, 'files'))) {
      if (typeof file === 'string') names.set(file, own);
    }
  }
  return names;
}

function runsOf(scenario: ScenarioJson, userThroughput: UserThroughput): Run[] {
  const all = scenario.configurations.flatMap(({ points }) => points.flatMap(({ samples }) => samples));
  const lengthOf = (metric: 'isl' | 'osl') =>
    lengthReader(
      scenario[metric],
      all.map((sample) => sample[metric]),
    );
  const [isl, osl] = [lengthOf('isl'), lengthOf('osl')];
  return scenario.configurations.flatMap((configuration) =>
    configuration.points.flatMap((point) =>
      point.samples.map((sample, index): Run => {
        const shown = point.files[index] ?? scenario.id;
        return {
          // Its path may be from anywhere: only its variant identifies it.
          files: [{ shown, path: '', place: '' }],
          harness: scenario.harness,
          harnessVersion: null,
          model: scenario.model,
          quantization: null,
          deployment: deploymentIn(configuration, scenario.accelerator),
          workload: { isl: isl(sample.isl), osl: osl(sample.osl), prefix: null },
          load: loadOf(point, sample, userThroughput),
          measured: measurementOf(sample, scenario.harness),
          sessions: null,
          derived: [],
          facts: NO_FACTS,
          treatment: configuration.variant,
          measuredAt: null,
        };
      }),
    ),
  );
}

/**
 * A scenario's length is the requested one or else the median of its runs' means: if it is the median, the means
 * themselves are compared with the other side, as they were when the reports were first read.
 */
function lengthReader(length: number | null, means: readonly (number | null)[]): (mean: number | null) => Length {
  const requested = length === median(means) ? null : length;
  return (mean) => ({ requested, measured: mean, error: null });
}

/** A given name differs from the word for an unknown deployment. */
function deploymentIn({ label, roles, gpus }: ConfigurationJson, accelerator: string | null): Deployment {
  if (roles.length > 0) return { ...deploymentOf(roles, gpus), accelerator };
  if (label === UNKNOWN_LABEL) return unknownDeployment({ gpus, accelerator });
  const named = parseLabel(label);
  return named === null ? namedDeployment(label, { gpus, accelerator }) : { ...deploymentOf(named, gpus), accelerator };
}

/** An estimate belongs to its sample: a point with several of them only has their median. */
function loadOf(point: PointJson, sample: Metrics, userThroughput: UserThroughput): Load {
  const { concurrency, concurrencySource, rate, condition = null, samples } = point;
  const [output, perUser] = [sample['output-throughput'], sample['throughput-per-user']];
  const hidden = samples.length > 1 && concurrencySource === 'estimated' && userThroughput === 'concurrency';
  const said = { rate, condition, limit: null, stage: null, prompts: null, isFound: false };
  if (!hidden) return { concurrency, concurrencySource, ...said };
  if (output === null || perUser === null) return { concurrency: null, concurrencySource: 'unknown', ...said };
  return { concurrency: finiteOf(output / perUser), concurrencySource, ...said };
}

function measurementOf(sample: Metrics, harness: string | null): Measurement {
  const latency = (id: 'ttft' | 'tpot' | 'itl' | 'e2el'): Latency | null => {
    const read = {
      mean: sample[id],
      p50: sample[`${id}-p50`],
      p90: sample[`${id}-p90`],
      p95: sample[`${id}-p95`],
      p99: sample[`${id}-p99`],
    };
    return Object.values(read).every((value) => value === null) ? null : read;
  };
  const stated = {
    duration: sample.duration,
    completed: sample.completed,
    failures: sample.failures,
    attempts: attemptsOf(sample),
    outputThroughput: sample['output-throughput'],
    totalThroughput: sample['total-throughput'],
    requestThroughput: sample['request-throughput'],
    ttft: latency('ttft'),
    tpot: latency('tpot'),
    itl: latency('itl'),
    e2el: latency('e2el'),
    isl: sample.isl,
    osl: sample.osl,
    explaining: {
      goodput: sample.goodput,
      sloAttainment: sample['slo-attainment'],
      cacheHitRate: sample['cache-hit-rate'],
      acceptanceLength: sample['acceptance-length'],
      power: sample.power,
      tokensPerJoule: sample['tokens-per-joule'],
      powerGpus: null,
    },
  };
  return { ...stated, ...followingOf(harness, stated) };
}

/** How many requests were attempted, from the failures and their rate. */
function attemptsOf({ failures, 'failure-rate': rate, completed }: Metrics): number | null {
  if (failures === null || rate === null) return null;
  return rate === 0 ? Math.max(completed ?? 1, 1) : finiteOf(failures / rate);
}

/** A quotient beyond the range of doubles counts as unknown. */
function finiteOf(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
