import type { Deployment } from '../run/deployment.ts';
import type { Load } from '../run/load.ts';
import { median } from '../run/median.ts';
import type { Metrics } from '../run/metric.ts';
import type { Latency, Measurement, Run } from '../run/run.ts';
import type { Length } from '../run/workload.ts';
import type { Findings } from './finding.ts';
import { dig } from './lookup.ts';
import { FORMAT, type ReportJson, reportSchema } from './reportjson.ts';
import { validate } from './validate.ts';

type ScenarioJson = ReportJson['scenarios'][number];
type ConfigurationJson = ScenarioJson['configurations'][number];
type PointJson = ConfigurationJson['points'][number];

/** A run read back from a report, with the id that its scenario had there. */
export interface OwnRun {
  readonly run: Run;
  readonly scenario: string;
  /** How its report defines tok/s/user. */
  readonly userThroughput: ReportJson['userThroughput'];
}

const OWN_FORMAT = /"format"\s*:\s*"pareto-report\//;

/** Whether a text is a report of this program, of whatever version, whole or cut off. */
export function looksOwn(text: string): boolean {
  return OWN_FORMAT.test(text.slice(0, HEAD));
}

/** Characters within which a report names its format: it is the first key. */
const HEAD = 1000;

/**
 * Reads the program's own `report.json` back into the runs that it was made of: a sample a run. What it does not keep
 * (arguments, versions, quantization, prefix, load stages) stays unknown.
 *
 * @returns null where it is not of the form that is read; `findings` say why
 */
export function readOwn(document: unknown, findings: Findings): OwnRun[] | null {
  const format = dig(document, 'format');
  if (format !== FORMAT) {
    findings.error('unknown-version', ['format'], `format ${format}: expected ${FORMAT}; make the baseline anew`);
    return null;
  }
  const report = validate(reportSchema, document, findings);
  if (report === null) return null;
  return report.scenarios.flatMap((scenario) => runsOf(scenario, report.userThroughput));
}

function runsOf(scenario: ScenarioJson, userThroughput: ReportJson['userThroughput']): OwnRun[] {
  const all = scenario.configurations.flatMap(({ points }) => points.flatMap(({ samples }) => samples));
  const lengthOf = (metric: 'isl' | 'osl') =>
    lengthReader(
      scenario[metric],
      all.map((sample) => sample[metric]),
    );
  const [isl, osl] = [lengthOf('isl'), lengthOf('osl')];
  return scenario.configurations.flatMap((configuration) =>
    configuration.points.flatMap((point) =>
      point.samples.map((sample, index) => ({
        scenario: scenario.id,
        userThroughput,
        run: {
          file: point.files[index] ?? scenario.id,
          harness: scenario.harness,
          harnessVersion: null,
          model: scenario.model,
          quantization: null,
          deployment: deploymentOf(configuration, scenario.accelerator),
          workload: { isl: isl(sample.isl), osl: osl(sample.osl), prefix: null },
          load: loadOf(point, sample, userThroughput),
          measured: measurementOf(sample),
          components: [],
          treatment: configuration.variant,
        },
      })),
    ),
  );
}

/**
 * A scenario's length is the one that was requested, or else the median of its means: where it is the median, the means
 * are compared with the other side's, as they were when the reports were read.
 */
function lengthReader(length: number | null, means: readonly (number | null)[]): (mean: number | null) => Length {
  const requested = length === median(means) ? null : length;
  return (mean) => ({ requested, measured: mean });
}

function deploymentOf(
  { label, roles, gpus, disaggregated }: ConfigurationJson,
  accelerator: string | null,
): Deployment {
  return {
    label: disaggregated === null && roles.length === 0 ? null : label,
    roles,
    gpus,
    disaggregated,
    accelerator,
  };
}

/** An estimate belongs to its sample: a point of several has but the median of them. */
function loadOf(point: PointJson, sample: Metrics, userThroughput: ReportJson['userThroughput']): Load {
  const { concurrency, concurrencySource, rate, condition = null, samples } = point;
  const [output, perUser] = [sample['output-throughput'], sample['throughput-per-user']];
  const hidden = samples.length > 1 && concurrencySource === 'estimated' && userThroughput === 'concurrency';
  const own = hidden && output !== null && perUser !== null ? output / perUser : concurrency;
  return { concurrency: own, concurrencySource, rate, condition, stage: null };
}

function measurementOf(sample: Metrics): Measurement {
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
  return {
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
  };
}

/** Requests that were tried, from the failures and their rate. */
function attemptsOf({ failures, 'failure-rate': rate, completed }: Metrics): number | null {
  if (failures === null || rate === null) return null;
  return rate === 0 ? Math.max(completed ?? 1, 1) : failures / rate;
}
