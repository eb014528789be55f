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
import type { Placed } from '../scenario/placed.ts';

/** A run with the ids of the scenario and the configuration that it was counted in. */
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

/** Runs that an option left out. */
export interface LeftOut {
  /** The option with its value, by the name that flag, input and key share: `filter model=*70B*`. */
  readonly option: string;
  readonly runs: number;
}

/** What lies between a baseline and the commit that was meant. */
export interface Gap {
  /** What was meant, `the merge base`, and its commit, whole. */
  readonly meant: string;
  readonly commit: string;
  /** How many commits later it is, and the page that shows them. */
  readonly commits: number;
  readonly url: string;
  /** Why there is nothing nearer: a clause. */
  readonly why: string;
}

/** Where a baseline came from. */
export interface BaselineOrigin {
  /** `path`, or `artifact`. */
  readonly source: string;
  /** The commit that was measured, whole; null where it is not known. */
  readonly commit: string | null;
  /** The workflow run that measured it; null where it came from a path. */
  readonly run: {
    readonly id: number;
    readonly url: string;
    /** How long before this report it ended, in ms. */
    readonly age: number;
  } | null;
  /** Null where it is of the commit that was meant, or none was. */
  readonly gap: Gap | null;
}

/** The newest of the earlier runs that a comparison is with, and how many those are. */
export interface Baseline extends BaselineOrigin {
  readonly runs: number;
}

/** One of the earlier runs of a comparison. */
export interface EarlierRunName {
  /** What was given, or where the workflow's run is kept. */
  readonly name: string;
  /** The commit that was measured, whole; null where it is not known. */
  readonly commit: string | null;
  /** When the last of it was measured, ISO 8601; null where nothing tells. */
  readonly measuredAt: string | null;
}

/** A comparison with what it compared. */
export interface Compared {
  /** Null where none was asked for, or none was found. */
  readonly baseline: Baseline | null;
  /** Whether a baseline was asked for. */
  readonly asked: boolean;
  /** The newest first. */
  readonly earlier: readonly EarlierRunName[];
  /** The baseline's scenarios with their full fronts; ids are those of the candidate's where both have the scenario. */
  readonly fronts: readonly ScenarioFront[];
  /** What those give at the speeds that were asked for, whatever is bounded; none where no speed was. */
  readonly readings: readonly ScenarioReadings[];
  readonly comparison: Comparison;
}

/** Service-level objectives, and the points with the most tok/s/GPU that meet them all. */
export interface Objectives {
  readonly bounds: readonly Bound[];
  readonly best: readonly {
    readonly scenario: string;
    readonly candidate: Placed | null;
    readonly baseline: Placed | null;
  }[];
}

/** All that a report tells, before it is Markdown, JSON, CSV or plain text. */
export interface Report {
  readonly userThroughput: UserThroughput;
  /** By which cost was reckoned, on both sides. */
  readonly prices: Prices;
  /** Share by which mean lengths of one scenario may differ: 0.05. */
  readonly lengthTolerance: number;
  readonly scenarios: readonly ScenarioFront[];
  /** tok/s/user that were asked for. */
  readonly at: readonly number[];
  /** What each scenario gives at equal speeds. */
  readonly readings: readonly ScenarioReadings[];
  /** Runs counted: twins once, rejected files not. */
  readonly runs: readonly CountedRun[];
  /** All that was read of the candidate, as a later run needs it. */
  readonly sweep: Sweep;
  readonly leftOut: readonly LeftOut[];
  /** Null where nothing was asked of a gate. */
  readonly compared: Compared | null;
  readonly objectives: Objectives | null;
  /** What fails the job. */
  readonly failing: readonly Failure[];
  readonly problems: readonly Problem[];
  readonly plots: readonly PlotFile[];
}
