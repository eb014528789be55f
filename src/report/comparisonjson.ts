import { z } from 'zod';
import { EFFECTS } from '../run/effectkind.ts';
import { METRICS } from '../run/metric.ts';

const unknownable = z.number().nullable();

/** The verdict on a report, or on one of its parts. */
export const verdict = z.enum(['pass', 'regression', 'improvement', 'inconclusive', 'missing', 'not-comparable']);

const rowVerdict = z.enum([...verdict.options, 'new']);

const count = z.int().min(0);

const test = z.lazy(() =>
  z.object({
    name: z.string(),
    p: z.number().describe('Probability of a change at least this bad if nothing had changed'),
    runs: z.int().describe('Earlier runs whose level is the baseline'),
    samples: z.tuple([z.int(), z.int()]).describe('Repeats in the newest of them, and in the candidate'),
  }),
);

const row = z.lazy(() =>
  z.object({
    scenario: z.string(),
    configuration: z.string(),
    concurrency: unknownable.describe('Null with `rate` for the metrics of a whole configuration, capacity and curve'),
    rate: unknownable,
    metric: z
      .enum([...METRICS.map(({ id }) => id), ...(['capacity', 'curve'] as const)])
      .describe('Of a point on one side only, the first that would be gated'),
    baseline: unknownable,
    candidate: unknownable,
    change: unknownable.describe('candidate ÷ baseline − 1'),
    bound: z.string().nullable(),
    test: test
      .nullable()
      .describe('How the change compares with the scatter of points; null if the bound alone decides'),
    verdict: rowVerdict,
  }),
);

const effect = z.lazy(() =>
  z.object({
    scenario: z.string(),
    metric: z.enum(METRICS.map(({ id }) => id)),
    effect: z.enum(EFFECTS),
    configuration: z.string().nullable(),
    concurrency: unknownable,
    rate: unknownable,
    change: z
      .number()
      .describe(
        'Relative to what moved with it: for a configuration, everything; for a load, the other loads of its configurations',
      ),
    p: z.number().describe('Probability of an effect at least this large in that direction if nothing had changed'),
    verdict: rowVerdict,
  }),
);

const detectable = z.lazy(() =>
  z.object({
    scenario: z.string(),
    metric: z.enum(METRICS.map(({ id }) => id)),
    everywhere: unknownable,
    configuration: unknownable,
    load: unknownable,
  }),
);

const remeasure = z.lazy(() =>
  z.object({
    include: z.array(
      z.object({
        scenario: z.string(),
        configuration: z.string(),
        concurrency: unknownable,
        rate: unknownable,
        runs: z.int(),
      }),
    ),
  }),
);

const front = z.lazy(() =>
  z.object({
    scenario: z.string(),
    baselineArea: unknownable.describe('Over the points that both sides have'),
    candidateArea: unknownable,
    change: unknownable.describe('√(candidate area ÷ baseline area) − 1'),
    bound: z.string().nullable(),
    verdict: rowVerdict,
  }),
);

const reading = z.lazy(() =>
  z.object({
    scenario: z.string(),
    metric: z.enum(['throughput-per-gpu', 'cost']).describe('What is read: the most tok/s/GPU, or the least cost'),
    'throughput-per-user': z.number(),
    baseline: unknownable.describe('tok/s/GPU, or $ per million output tokens; null if nothing is that fast'),
    baselineBy: z
      .string()
      .nullable()
      .describe('The configuration, and the loads that the reading lies between or was measured at'),
    candidate: unknownable,
    candidateBy: z.string().nullable(),
    change: unknownable.describe('candidate ÷ baseline − 1'),
    bound: z
      .string()
      .nullable()
      .describe('With a bound, only what both sides have is read; without one, all of each side, as information'),
    verdict: rowVerdict,
  }),
);

/** Two neighbouring loads; null if nothing lies between them. */
const place = z.number().min(0).nullable();
export const between = z.tuple([place, place]).nullable();

const absolute = z.lazy(() =>
  z.object({
    scenario: z.string(),
    bounds: z.array(z.string()),
    best: z.object({ configuration: z.string(), concurrency: unknownable }).nullable(),
    between: between.describe(
      'For a bound on what is read at a speed, the loads that the reading lies between; otherwise null',
    ),
    value: unknownable.describe('What is read there: tok/s/GPU, or $ per million output tokens; null if nothing is'),
    verdict: rowVerdict,
  }),
);

/** What became of a baseline, point by point. */
export const comparisonSchema = z.lazy(() =>
  z.object({
    baseline: z
      .object({
        source: z.string(),
        commit: z.string().nullable(),
        runs: z.int().min(1).describe('Earlier runs used; source and commit are of the newest'),
      })
      .nullable()
      .describe('Null where none was asked for or found'),
    counts: z.object({
      pass: count,
      regression: count,
      improvement: count,
      inconclusive: count,
      missing: count,
      new: count,
      'not-comparable': count,
    }),
    points: z.array(row),
    fronts: z.array(front),
    effects: z.array(effect).describe('What is significant, and the strongest of each kind'),
    detectable: z
      .array(detectable)
      .describe(
        'The loss that would have been a regression in 95 of 100 reports, as a share, and no smaller than the least effect; for a metric where lower is better, the rise; null if no such effect can be judged or was asked for',
      ),
    readings: z.array(reading),
    absolute: z.array(absolute),
    remeasure: remeasure.describe('Points that more runs would decide, as a matrix for a job'),
  }),
);
