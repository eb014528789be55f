import { PLANES, type PlaneId } from '../pareto/plane.ts';
import { decimalIn } from '../run/decimal.ts';
import { METRICS, type MetricId, type UserThroughput } from '../run/metric.ts';

/** Parts of the page, one of which is visible at a time. */
export const TABS = ['front', 'points', 'comparison', 'configurations', 'problems'] as const;
export type Tab = (typeof TABS)[number];

export const CHARTS = [...PLANES.map(({ id }) => id), 'latency'] as const;
export type ChartChoice = PlaneId | 'latency';

const KINDS = ['all', 'aggregated', 'disaggregated'] as const;
const SCALES = ['auto', 'linear', 'log'] as const;
export type ScaleChoice = (typeof SCALES)[number];
const THEMES = ['auto', 'light', 'dark'] as const;

/** What a reader chose to see: everything that a link must contain to show someone else the same. */
export interface View {
  /** Id; null for the first. */
  readonly scenario: string | null;
  /** Whether scenarios of the same model and workload on other accelerators are overlaid on it. */
  readonly isOverlaid: boolean;
  /** A plane, or latencies over the request rate; null for the first one with something to see. */
  readonly chart: ChartChoice | null;
  /** Null for the report's. */
  readonly definition: UserThroughput | null;
  readonly x: ScaleChoice;
  readonly y: ScaleChoice;
  /** Words that a configuration's name must contain. */
  readonly search: string;
  readonly kind: (typeof KINDS)[number];
  /** Null for all. */
  readonly variant: string | null;
  /** In words; null for all. */
  readonly load: string | null;
  /** Ids of the configurations that are shown alone; empty for all. */
  readonly only: readonly string[];
  /** Least tok/s/user; null for any. */
  readonly floor: number | null;
  /** How many users are to be served. */
  readonly users: number;
  /** The largest permitted value of each latency, ms. */
  readonly objectives: Readonly<Partial<Record<MetricId, number>>>;
  /** $ per GPU-hour by accelerator, if different from the report's; null to remove a price. */
  readonly prices: Readonly<Record<string, number | null>>;
  readonly hasBaseline: boolean;
  /** Key of the selected point; null for none. */
  readonly point: string | null;
  readonly tab: Tab;
  readonly theme: (typeof THEMES)[number];
}

export const START: View = {
  ...{ scenario: null, isOverlaid: false, chart: null, definition: null, x: 'auto', y: 'auto' },
  ...{ search: '', kind: 'all', variant: null, load: null, only: [] },
  ...{ floor: null, users: 1000, objectives: {}, prices: {}, hasBaseline: true, point: null, tab: 'front' },
  theme: 'auto',
};

/** How a part of a view is written in a link; undefined for a meaningless text. */
interface Field<Value> {
  readonly write: (value: Value) => string;
  readonly read: (text: string) => Value | undefined;
}

const ANY = 'any';

const FIELDS: { readonly [Name in keyof View]: Field<View[Name]> } = {
  scenario: text(),
  isOverlaid: flag(),
  chart: { write: (value) => value ?? '', read: oneOf(CHARTS).read },
  definition: { write: (value) => value ?? '', read: oneOf<UserThroughput>(['concurrency', 'tpot']).read },
  x: oneOf(SCALES),
  y: oneOf(SCALES),
  search: { write: (value) => value, read: (value) => value },
  kind: oneOf(KINDS),
  variant: text(),
  load: text(),
  only: { write: (value) => JSON.stringify(value), read: (value) => listOf(parsed(value)) },
  floor: { write: (value) => String(value ?? ANY), read: (value) => (value === ANY ? null : positive(value)) },
  users: { write: String, read: positive },
  objectives: { write: (value) => JSON.stringify(value), read: (value) => objectivesOf(parsed(value)) },
  prices: { write: (value) => JSON.stringify(value), read: (value) => pricesOf(parsed(value)) },
  hasBaseline: flag(),
  point: text(),
  tab: oneOf(TABS),
  theme: oneOf(THEMES),
};
const NAMES = Object.keys(FIELDS) as (keyof View)[];

/** A view as the fragment of a link, without its `#`: only what differs from the initial view. */
export function writeView(view: View, start: View = START): string {
  const before = new Map(fieldsOf(start));
  const fields = fieldsOf(view).filter(([name, value]) => before.get(name) !== value);
  return new URLSearchParams(fields).toString();
}

/** The view in a link; parts that are not understood keep their initial values. */
export function readView(fragment: string, start: View = START): View {
  const given = new URLSearchParams(fragment);
  const read = NAMES.flatMap((name) => {
    const value = given.get(name);
    const understood = value === null ? undefined : FIELDS[name].read(value);
    return understood === undefined ? [] : [[name, understood]];
  });
  return { ...start, ...Object.fromEntries(read) };
}

function fieldsOf(view: View): [string, string][] {
  return NAMES.map((name) => [name, written(name, view)]);
}

function written<Name extends keyof View>(name: Name, view: View): string {
  return FIELDS[name].write(view[name]);
}

function text(): Field<string | null> {
  return { write: (value) => value ?? '', read: (value) => (value === '' ? null : value) };
}

function flag(): Field<boolean> {
  return {
    write: (value) => (value ? 'on' : 'off'),
    read: (value) => (['on', 'off'].includes(value) ? value === 'on' : undefined),
  };
}

function oneOf<Value extends string>(known: readonly Value[]): Field<Value> {
  return { write: (value) => value, read: (value) => known.find((one) => one === value) };
}

function positive(value: string): number | undefined {
  const number = decimalIn(value);
  return number > 0 && Number.isFinite(number) ? number : undefined;
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined;
}

function objectivesOf(value: unknown): View['objectives'] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const known = new Set<string>(METRICS.map(({ id }) => id));
  return Object.fromEntries(
    Object.entries(value).filter(([id, most]) => known.has(id) && typeof most === 'number' && most > 0),
  );
}

function pricesOf(value: unknown): View['prices'] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const isPrice = (price: unknown) =>
    price === null || (typeof price === 'number' && price > 0 && Number.isFinite(price));
  return Object.fromEntries(Object.entries(value).filter(([, price]) => isPrice(price)));
}
