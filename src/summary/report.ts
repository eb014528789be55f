import type { ScenarioFront } from '../pareto/front.ts';
import type { Bound } from '../regression/bound.ts';
import type { Comparison } from '../regression/compare.ts';
import type { ScenarioReadings } from '../regression/judgedreading.ts';
import type { Failure } from '../regression/verdict.ts';
import type { Prices } from '../run/cost.ts';
import type { UserThroughput } from '../run/metric.ts';
import type { Problem } from '../run/problem.ts';
import type { Run } from '../run/run.ts';
import type { Sweep } from '../run/sweep.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';

/** A run with the ids of the scenario and the configuration that it counts towards. */
export interface CountedRun {
  readonly run: Run;
  readonly scenario: string;
  readonly configuration: string;
}

/** A picture of a scenario as PNG; `file` is relative to the output folder, with forward slashes. */
export interface PlotFile {
  /** Id of the scenario. */
  readonly scenario: string;
  /** What is drawn: `tradeoff`, … */
  readonly kind: string;
  readonly theme: 'light' | 'dark';
  readonly file: string;
}

/** Runs that an option excluded. */
export interface OmittedRuns {
  /** The option with its value, under the name that flag, input and key share: `filter model=*70B*`. */
  readonly option: string;
  readonly runs: number;
}

/** What lies between a baseline and the commit that was sought. */
export interface Gap {
  /** What was sought, `the merge base`, and its full commit hash. */
  readonly meant: string;
  readonly commit: string;
  /** How many commits later that is, and the page that shows them. */
  readonly commits: number;
  readonly url: string;
  /** Why there is nothing closer: a clause. */
  readonly why: string;
}

/** Where a baseline came from. */
export interface BaselineOrigin {
  /** `path`, or `artifact`. */
  readonly source: string;
  /** The full hash of the commit that was measured; null if unknown. */
  readonly commit: string | null;
  /** The workflow run that measured it; null where it came from a path. */
  readonly run: {
    readonly id: number;
    readonly url: string;
    /** How long before this report it ended, in ms. */
    readonly age: number;
  } | null;
  /** Null if it belongs to the commit that was sought, or if none was sought. */
  readonly gap: Gap | null;
}

/** The newest of the earlier runs in a comparison, and how many there are. */
export interface Baseline extends BaselineOrigin {
  readonly runs: number;
}

/** One of the earlier runs of a comparison. */
export interface EarlierRunName {
  /** What the user gave, or where the workflow's run is stored. */
  readonly name: string;
  /** The full hash of the commit that was measured; null if unknown. */
  readonly commit: string | null;
  /** When the last part of it was measured, ISO 8601; null if nothing says so. */
  readonly measuredAt: string | null;
}

/** A comparison with what it compared. */
export interface ComparisonReport {
  /** Null if none was asked for, or none was found. */
  readonly baseline: Baseline | null;
  /** Whether a baseline was asked for. */
  readonly asked: boolean;
  /** The newest first. */
  readonly earlier: readonly EarlierRunName[];
  /** The baseline's scenarios with their full fronts; where both sides have a scenario, ids are the candidate's. */
  readonly fronts: readonly ScenarioFront[];
  /** What those give at the speeds that were asked for, whatever is bounded; none where no speed was. */
  readonly readings: readonly ScenarioReadings[];
  readonly comparison: Comparison;
}

/** Service-level objectives, and the points with the most tok/s/GPU that meet all of them. */
export interface Objectives {
  readonly bounds: readonly Bound[];
  readonly best: readonly {
    readonly scenario: string;
    readonly candidate: PlacedPoint | null;
    readonly baseline: PlacedPoint | null;
  }[];
}

/** Everything that a report says, before it becomes Markdown, JSON, CSV or plain text. */
export interface Report {
  readonly userThroughput: UserThroughput;
  /** The prices that cost is based on, on both sides. */
  readonly prices: Prices;
  /** How much the mean lengths within a scenario may differ, as a share: 0.05. */
  readonly lengthTolerance: number;
  readonly scenarios: readonly ScenarioFront[];
  /** tok/s/user that the user asked for. */
  readonly at: readonly number[];
  /** What each scenario gives at equal speeds. */
  readonly readings: readonly ScenarioReadings[];
  /** Runs that count: duplicates once, rejected files not at all. */
  readonly runs: readonly CountedRun[];
  /** Everything that was read of the candidate, in the form that a later run needs. */
  readonly sweep: Sweep;
  readonly leftOut: readonly OmittedRuns[];
  /** Null if there was nothing to gate. */
  readonly compared: ComparisonReport | null;
  readonly objectives: Objectives | null;
  /** What fails the job. */
  readonly failing: readonly Failure[];
  readonly problems: readonly Problem[];
  readonly plots: readonly PlotFile[];
}
