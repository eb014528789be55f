import { z } from 'zod';
import { METRICS, type MetricId } from '../run/metric.ts';
import { between, comparisonSchema, verdict } from './comparisonjson.ts';

/** No figure of a run is negative. */
const unknownable = z.number().min(0).nullable();

/** A report written before a metric existed lacks its key, but still serves as a baseline. */
const metric = unknownable.default(null);
/** A share of the requests. */
const share = z.number().min(0).max(1, 'a number from 0 to 1').nullable().default(null);

/** Every metric id; unknown values are null. */
const metrics = z.lazy(() =>
  z.object(
    Object.fromEntries(
      METRICS.map(({ id, label, unit }) => [
        id,
        (id === 'failure-rate' ? share : metric).describe(unit === '' || unit === label ? label : `${label}, ${unit}`),
      ]),
    ) as Record<MetricId, typeof metric>,
  ),
);

const role = z.lazy(() =>
  z.object({
    role: z.enum(['prefill', 'decode', 'replica']),
    replicas: unknownable,
    tp: unknownable,
    dp: unknownable,
    pp: unknownable,
    ep: unknownable,
    accelerator: z.string().nullable(),
  }),
);

const point = z.lazy(() =>
  z.object({
    concurrency: unknownable.describe('Requests in flight'),
    rate: unknownable.describe('Requested arrivals, requests/s; null for a closed loop'),
    concurrencySource: z.enum(['reported', 'estimated', 'unknown']),
    condition: z
      .string()
      .optional()
      .describe('Other conditions on arrivals at a rate, such as a limit on requests in flight'),
    sessions: z
      .object({ count: unknownable, turns: unknownable, duration: unknownable.describe('s') })
      .optional()
      .describe('Conversations of several turns: how many, and means over them'),
    repeats: z.int().describe('Number of samples'),
    front: z.boolean().describe('Whether the point is on the front'),
    metrics: metrics.describe('Medians of the samples'),
    samples: z.array(metrics).describe('One per repeat'),
    files: z.array(z.string()),
  }),
);

const configuration = z.lazy(() =>
  z.object({
    id: z.string().describe('Label, plus “ · variant” where one is needed; unique in the scenario'),
    key: z
      .string()
      .describe('The identity, whatever else is in the report: label, name of the setup, hash of its facts'),
    label: z.string(),
    variant: z.string().nullable(),
    disaggregated: z.boolean().nullable().describe('Null where the deployment is unknown'),
    gpus: unknownable,
    roles: z.array(role),
    facts: z
      .array(z.object({ name: z.string(), value: z.string() }))
      .optional()
      .describe('What is stated about the setup'),
    points: z.array(point),
  }),
);

const frontPoint = z.lazy(() =>
  z.object({
    configuration: z.string().describe('Id of a configuration'),
    concurrency: unknownable,
    rate: unknownable,
    'throughput-per-user': z.number(),
    'throughput-per-gpu': z.number(),
  }),
);

const reading = z.lazy(() =>
  z.object({
    'throughput-per-user': z.number(),
    'throughput-per-gpu': unknownable.describe('Null where nothing is that fast'),
    configuration: z.string().nullable().describe('Id of the configuration that gives it'),
    between: between.describe(
      'The neighbouring loads that it lies between: concurrencies, else requested rates; one number twice where it was measured; null for a load that has neither',
    ),
    cost: unknownable.describe('The least cost there, $ per million output tokens; null if unknown'),
    costConfiguration: z
      .string()
      .nullable()
      .describe('Id of the configuration that gives that, which need not be the one with the most tok/s/GPU'),
    costBetween: between.describe('The loads that it lies between'),
  }),
);

const plot = z.lazy(() =>
  z.object({
    kind: z.string(),
    theme: z.enum(['light', 'dark']),
    file: z.string().describe('A PNG, relative to the output folder'),
  }),
);

const scenario = z.lazy(() =>
  z.object({
    id: z.string().describe('Slug, unique in the report'),
    model: z.string().nullable(),
    accelerator: z.string().nullable(),
    isl: unknownable,
    osl: unknownable,
    harness: z.string().nullable(),
    configurations: z.array(configuration),
    front: z.array(frontPoint).describe('Ascending in throughput-per-user'),
    frontArea: unknownable.describe('Area under the staircase of the front, (tok/s/user) × (tok/s/GPU)'),
    readings: z
      .array(reading)
      .describe(
        'The most tok/s/GPU at which every user gets at least that speed, at the speeds asked for or at round ones',
      ),
    plots: z.array(plot),
  }),
);

const problem = z.lazy(() =>
  z.object({
    severity: z.enum(['error', 'warning', 'notice']),
    code: z.string(),
    file: z.string().nullable().describe('Relative to the working folder, with forward slashes'),
    line: z.int().nullable(),
    column: z.int().nullable(),
    message: z.string(),
  }),
);

/** Name and version of the format. */
export const FORMAT = 'pareto-report/1';

/** `report.json`: what other programs read, and what a later run reads back as its baseline. */
export const reportSchema = z.lazy(() =>
  z.object({
    format: z.literal(FORMAT),
    userThroughput: z.enum(['concurrency', 'tpot']).describe('How throughput-per-user is defined'),
    verdict: verdict.or(z.literal('none')).describe('“none” where nothing was gated'),
    sweep: z
      .looseObject({ format: z.string() })
      .describe('Everything that was read, for later runs of the program; what is inside may change'),
    runs: z.int().describe('Runs counted'),
    prices: z
      .array(z.object({ accelerator: z.string(), price: z.number().describe('$ per GPU-hour') }))
      .describe('By which cost was reckoned, on both sides of a comparison; none where none was given'),
    scenarios: z.array(scenario),
    comparison: comparisonSchema.nullable(),
    problems: z.array(problem),
  }),
);

/** What a later run reads of a report from before the sweep was kept; the rest of it may be of any version. */
export const olderReportSchema = z.lazy(() =>
  z.object({
    userThroughput: reportSchema.unwrap().shape.userThroughput,
    scenarios: z.array(
      scenario
        .unwrap()
        .omit({ plots: true, front: true, frontArea: true, readings: true })
        .extend({ configurations: z.array(configuration.unwrap().omit({ key: true, facts: true })) }),
    ),
  }),
);

/** What `report.json` holds. */
export type ReportJson = z.infer<typeof reportSchema>;
