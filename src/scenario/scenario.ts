import type { Deployment } from '../run/deployment.ts';
import type { FactSet } from '../run/facts.ts';
import { listIndex } from '../run/listindex.ts';
import type { Load } from '../run/load.ts';
import type { Metrics } from '../run/metric.ts';
import type { Sessions } from '../run/run.ts';

/** One configuration at one load; `metrics` are the medians of `samples`, one sample per repeat. */
export interface Point {
  readonly load: Load;
  readonly metrics: Metrics;
  readonly samples: readonly Metrics[];
  /** Requests/s while requests arrived, the median over the runs; null if they are too short to tell. */
  readonly achievedRate: number | null;
  /** Multi-turn conversations, if a run reports them. */
  readonly sessions: Sessions | null;
  /** The file that represents each sample. */
  readonly files: readonly string[];
}

/** A deployment's shape, with a variant if two deployments of the same shape differ in other ways. */
export interface Configuration {
  /**
   * Label, followed by “ · variant” if one is needed; unique in its scenario, and the same on both sides of a
   * comparison.
   */
  readonly id: string;
  /** Label, name of the setup and hash of its facts: the identity, independent of what else is read. */
  readonly key: string;
  readonly label: string;
  /** What distinguishes it from others with its label; null if nothing has to. */
  readonly variant: string | null;
  /** The full name of the setup, which globs match too; empty if it has none. */
  readonly name: string;
  readonly deployment: Deployment;
  /** What is stated about its setup. */
  readonly facts: FactSet;
  /** Versions, images and hosts, each with every value that its runs state. */
  readonly environment: FactSet;
  /** Ascending in load. */
  readonly points: readonly Point[];
}

/** What is held constant while configurations vary. */
export interface Scenario {
  /** Slug, unique within a report. */
  readonly id: string;
  readonly model: string | null;
  readonly accelerator: string | null;
  readonly quantization: string | null;
  readonly prefix: string | null;
  readonly harness: string | null;
  /** What else is stated about the requests. */
  readonly workload: FactSet;
  /** So far as the reports state them, ascending. */
  readonly harnessVersions: readonly string[];
  /** In tokens: the requested length, otherwise the median of the measured means. */
  readonly isl: number | null;
  readonly osl: number | null;
  /** Which of the lengths were requested; measured ones vary slightly from run to run. */
  readonly areRequested: { readonly isl: boolean; readonly osl: boolean };
  readonly configurations: readonly Configuration[];
}

const withId = listIndex(({ id }: Configuration) => id);

/** The configuration of an id. */
export function configurationIn(
  { configurations }: Pick<Scenario, 'configurations'>,
  id: string | undefined,
): Configuration | undefined {
  return withId(configurations, id ?? '')[0];
}
