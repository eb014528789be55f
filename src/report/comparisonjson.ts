import { z } from 'zod';
import { METRICS } from '../run/metric.ts';

const unknownable = z.number().nullable();

/** The verdict on a report, and on one of its parts. */
export const verdict = z.enum(['pass', 'regression', 'improvement', 'inconclusive', 'missing', 'not-comparable']);

const rowVerdict = z.enum([...verdict.options, 'new']);

const count = z.int().min(0);

const test = z.object({
  name: z.string(),
  p: z.number(),
  samples: z.tuple([z.int(), z.int()]).describe('Samples of the baseline and of the candidate'),
});

const row = z.object({
  scenario: z.string(),
  configuration: z.string(),
  concurrency: unknownable,
  rate: unknownable,
  metric: z.enum(METRICS.map(({ id }) => id)).describe('Of a point on one side only, the first that would be gated'),
  baseline: unknownable,
  candidate: unknownable,
  change: unknownable.describe('candidate ÷ baseline − 1'),
  bound: z.string().nullable(),
  test: test.nullable().describe('Null where the bound alone decides'),
  verdict: rowVerdict,
});

const front = z.object({
  scenario: z.string(),
  baselineArea: unknownable.describe('Over the points that both sides have'),
  candidateArea: unknownable,
  change: unknownable.describe('√(candidate area ÷ baseline area) − 1'),
  bound: z.string().nullable(),
  verdict: rowVerdict,
  at: z.array(
    z.object({ 'throughput-per-user': z.number(), baseline: unknownable, candidate: unknownable, change: unknownable }),
  ),
});

const absolute = z.object({
  scenario: z.string(),
  bounds: z.array(z.string()),
  best: z.object({ configuration: z.string(), concurrency: unknownable }).nullable(),
  verdict: rowVerdict,
});

/** What became of a baseline, point by point. */
export const comparisonSchema = z.object({
  baseline: z
    .object({ source: z.string(), commit: z.string().nullable() })
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
  absolute: z.array(absolute),
});
