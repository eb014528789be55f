import type { Deployment } from '../run/deployment.ts';
import type { Load } from '../run/load.ts';
import type { Metrics } from '../run/metric.ts';
import type { Component, Run } from '../run/run.ts';

/** One configuration at one load; `metrics` are the medians of `samples`, one sample a repeat. */
export interface Point {
  readonly load: Load;
  readonly metrics: Metrics;
  readonly samples: readonly Metrics[];
  readonly runs: readonly Run[];
  readonly files: readonly string[];
}

/** Whole names and facts of a variant. */
export interface Traits {
  /** Treatments and folders, without timestamps. */
  readonly names: readonly string[];
  /** Arguments and hashes of the components, as far as they are stated. */
  readonly facts: readonly string[];
}

/** A deployment's shape, and the variant where two deployments of one shape differ otherwise. */
export interface Configuration {
  /** Label, plus « · variant» where one is needed; unique in its scenario. */
  readonly id: string;
  readonly label: string;
  readonly variant: string | null;
  /** What a variant is known by on the other side of a comparison, whose names leave out what is common there. */
  readonly traits: Traits;
  readonly deployment: Deployment;
  /** Parts of the system under test, as far as the reports state them. */
  readonly components: readonly Component[];
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
  /** As far as the reports state them, ascending. */
  readonly harnessVersions: readonly string[];
  /** Tokens: the requested length, else the median of the measured means. */
  readonly isl: number | null;
  readonly osl: number | null;
  readonly configurations: readonly Configuration[];
}
