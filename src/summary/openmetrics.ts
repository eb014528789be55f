import { COSTS } from '../run/costmetric.ts';
import { groupBy } from '../run/groupby.ts';
import type { Report } from './report.ts';
import { type TrackedItem, type TrackedMetric, trackedIn } from './tracked.ts';

/** Prefix of the name of every family. */
export const FAMILY_PREFIX = 'pareto_report_';

/** Marks the end of the text: readers that do not find it know that the text was cut off. */
export const END = '# EOF';

/** Significant digits: GitLab shows values as written, and compares them as text. */
const DIGITS = 6;

/** Units as the names of families end with them. */
const UNITS: Readonly<Record<string, string>> = {
  'tok/s': 'tokens_per_second',
  'tok/s/user': 'tokens_per_second',
  'tok/s/GPU': 'tokens_per_second',
  'requests/s': 'requests_per_second',
  ...Object.fromEntries(COSTS.map(({ unit, purchase }) => [unit, `dollars_per_${purchase.per.replaceAll(' ', '_')}`])),
  ms: 'milliseconds',
  s: 'seconds',
  W: 'watts',
  'tokens/J': 'tokens_per_joule',
};

/** What the figures of a kind describe: in the name of the family, and for people. */
const KINDS: Readonly<
  Record<TrackedItem['kind'], { readonly name: string; readonly help: (label: string) => string }>
> = {
  point: { name: '', help: (label) => `${label} of a configuration at a load` },
  front: { name: '', help: (label) => `${label} of a scenario, in tok/s/user times tok/s/GPU` },
  speed: { name: 'best_', help: (label) => `Best ${label} while every user gets throughput_per_user or more` },
};

interface Sample {
  readonly tracked: TrackedItem;
  /** As written: some forty samples of a point have them in common. */
  readonly labels: string;
  readonly metric: TrackedMetric;
  readonly value: number;
}

/** OpenMetrics text: a gauge for each figure, for metrics that have a better direction. A part per line. */
export function* openMetricsParts(report: Report): Generator<string, void, undefined> {
  const samples = trackedIn(report).flatMap((tracked) => {
    const labels = labelsOf(tracked);
    return tracked.figures
      .filter(({ metric }) => metric.better !== null)
      .map(({ metric, value }): Sample => ({ tracked, labels, metric, value }));
  });
  for (const [family, own] of groupBy(samples, ({ tracked, metric }) => familyOf(tracked, metric))) {
    for (const line of [...headOf(family, own), ...samplesOf(family, own)]) yield `${line}\n`;
  }
  yield `${END}\n`;
}

/** `pareto_report_output_throughput_tokens_per_second`. */
function familyOf({ kind }: TrackedItem, { id, unit }: TrackedMetric): string {
  const name = `${FAMILY_PREFIX}${KINDS[kind].name}${id.replaceAll('-', '_')}`;
  const suffix = unitOf(unit);
  return suffix === '' || name.endsWith(`_${suffix}`) ? name : `${name}_${suffix}`;
}

function unitOf(unit: string): string {
  return UNITS[unit] ?? unit.replaceAll(/\W+/g, '_');
}

function headOf(family: string, [first]: readonly Sample[]): string[] {
  if (first === undefined) return [];
  const { tracked, metric } = first;
  const unit = unitOf(metric.unit);
  return [
    `# TYPE ${family} gauge`,
    ...(unit === '' ? [] : [`# UNIT ${family} ${unit}`]),
    `# HELP ${family} ${KINDS[tracked.kind].help(metric.label)}.`,
  ];
}

/** Samples that would otherwise have the same labels are numbered. */
function samplesOf(family: string, samples: readonly Sample[]): string[] {
  return [...groupBy(samples, ({ labels }) => labels)].flatMap(([labels, own]) =>
    own.map(({ value }, index) => {
      const all = index === 0 ? labels : `${labels},number="${index + 1}"`;
      return `${family}{${all}} ${Number(value.toPrecision(DIGITS))}`;
    }),
  );
}

function labelsOf({ labels }: TrackedItem): string {
  return [...labels].map(([label, text]) => `${label}="${escapeLabel(text)}"`).join(',');
}

/** GitLab takes everything after a # for a comment, even inside a label, and there is no way to escape it. */
function escapeLabel(text: string): string {
  return text.replace(/[\\"]/g, '\\$&').replaceAll('#', '＃');
}
