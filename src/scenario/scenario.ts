import type { Deployment } from '../run/deployment.ts';
import type { FactSet } from '../run/facts.ts';
import type { Load } from '../run/load.ts';
import type { Metrics } from '../run/metric.ts';
import type { Sessions } from '../run/run.ts';

/** One configuration at one load; `metrics` are the medians of `samples`, one sample a repeat. */
export interface Point {
  readonly load: Load;
  readonly metrics: Metrics;
  readonly samples: readonly Metrics[];
  /** Requests/s while requests arrived, the median of the runs; null where they are too short to tell. */
  readonly achievedRate: number | null;
  /** Conversations of several turns, where a run tells of them. */
  readonly sessions: Sessions | null;
  /** The file that stands for each sample. */
  readonly files: readonly string[];
}

/** A deployment's shape, and the variant where two deployments of one shape differ otherwise. */
export interface Configuration {
  /** Label, plus “ · variant” where one is needed; unique in its scenario, and the same on both sides of a comparison. */
  readonly id: string;
  /** Label, name of the setup and hash of its facts: the identity, whatever lies beside it. */
  readonly key: string;
  readonly label: string;
  /** What tells it from others of its label; null where nothing has to. */
  readonly variant: string | null;
  /** Name of the setup in whole, by which globs know it too; empty where it has none. */
  readonly name: string;
  readonly deployment: Deployment;
  /** What is stated of its setup. */
  readonly facts: FactSet;
  /** Versions, images and hosts, each with all that its runs state. */
  readonly environment: FactSet;
  /** Ascending in load. */
  readonly points: readonly Point[];
}

/** What is held constant while configurations are swept. */
export interface Scenario {
  /** Slug, unique in a report. */
  readonly id: string;
  readonly model: string | null;
  readonly accelerator: string | null;
  readonly quantization: string | null;
  readonly prefix: string | null;
  readonly harness: string | null;
  /** What else is stated of the requests. */
  readonly workload: FactSet;
  /** As far as the reports state them, ascending. */
  readonly harnessVersions: readonly string[];
  /** Tokens: the requested length, else the median of the measured means. */
  readonly isl: number | null;
  readonly osl: number | null;
  /** Which of the lengths were requested; a measured one differs a little from run to run. */
  readonly areRequested: { readonly isl: boolean; readonly osl: boolean };
  readonly configurations: readonly Configuration[];
}

const BY_ID = new WeakMap<Scenario['configurations'], ReadonlyMap<string, Configuration>>();

/** The configuration of an id; of thousands that are asked for, each is looked up. */
export function configurationIn(
  { configurations }: Pick<Scenario, 'configurations'>,
  id: string | undefined,
): Configuration | undefined {
  let byId = BY_ID.get(configurations);
  if (byId === undefined) {
    byId = new Map(configurations.map((one) => [one.id, one]));
    BY_ID.set(configurations, byId);
  }
  return byId.get(id ?? '');
}
