import type { Role, RoleName } from '../run/deployment.ts';
import { METRICS, metricsOf, type Terms } from '../run/metric.ts';
import { fileOf } from '../run/run.ts';
import { type Cell, csvField } from './csvfield.ts';
import type { CountedRun, Report } from './report.ts';

const ROLES: readonly RoleName[] = ['prefill', 'decode', 'replica'];
const SIZES = ['replicas', 'tp', 'dp', 'pp', 'ep'] as const;

const HEAD = [
  ...['file', 'scenario', 'configuration'],
  ...ROLES.flatMap((role) => SIZES.map((size) => `${role}_${size}`)),
  ...['gpus', 'concurrency', 'concurrency_source', 'rate'],
  ...METRICS.map(({ id }) => id),
];

/** `runs.csv`: a row per run by RFC 4180, numbers unrounded; what is unknown is empty. A part per row. */
export function* csvParts({ runs, userThroughput, prices }: Report): Generator<string, void, undefined> {
  yield lineOf(HEAD);
  for (const run of runs) yield lineOf(rowOf(run, { userThroughput, prices }));
}

function lineOf(row: readonly Cell[]): string {
  return `${row.map(csvField).join(',')}\r\n`;
}

function rowOf({ run, scenario, configuration }: CountedRun, terms: Terms): Cell[] {
  const { deployment, load } = run;
  const metrics = metricsOf(run, terms);
  return [
    ...[fileOf(run), scenario, configuration],
    ...ROLES.flatMap((name) => {
      const roles = deployment.roles.filter(({ role }) => role === name);
      return SIZES.map((size) => sizeOf(roles, size));
    }),
    ...[deployment.gpus, load.concurrency, load.concurrencySource, load.rate],
    ...METRICS.map(({ id }) => metrics[id]),
  ];
}

/** Engines of one role that differ keep their own figures: `4 + 8`. */
function sizeOf(roles: readonly Role[], size: (typeof SIZES)[number]): Cell {
  if (roles.length <= 1) return roles[0]?.[size] ?? null;
  return roles.map((role) => role[size] ?? '?').join(' + ');
}
