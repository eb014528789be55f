import type { Client } from '../github/client.ts';
import { Unavailable } from '../github/unavailable.ts';
import { allOf } from '../spelling.ts';
import { downloadAll, listArtifacts, requireModest, type StoredArtifact } from './artifact.ts';
import type { Lineage } from './lineage.ts';
import type { Artifact } from './shelf.ts';
import { requireWhole, type Statements } from './wholereport.ts';
import { earlyEnd, type WorkflowRun } from './workflowrun.ts';

/**
 * After this many runs turn out to have no whole report, only completed ones are downloaded; after as many again, none.
 */
const MANY_UNREADABLE = 3;
const MAX_UNREADABLE = 6;
/**
 * After this many runs turn out to belong to other commits, runs that may have been told what to measure are skipped.
 */
const MAX_ELSEWHERE = 8;

/** What is said about a run that does not state what it measured. */
const UNKNOWN = 'does not say what it measured';

/** The artifacts of a run, and the commits that their reports state. */
interface RunArtifacts extends Statements {
  readonly artifacts: readonly Artifact[];
}

/** A run with a whole report, and the commit that was measured. */
export interface FoundRun {
  readonly artifacts: readonly Artifact[];
  readonly run: WorkflowRun;
}

/** Looks at one run after another for a whole report on a commit of some lineage. */
export class Search {
  readonly #client: Client;
  readonly #artifact: string;
  readonly #lineage: Lineage;
  readonly #found: FoundRun[] = [];
  /** Artifacts that are in memory. */
  readonly #held: StoredArtifact[] = [];
  readonly #fates = new Map<number, string>();
  #elsewhere = 0;
  /** Runs whose reports cannot be read. */
  unreadable = 0;
  /** Artifacts that have expired. */
  expired = 0;
  /** Runs that were skipped, and why; clauses. */
  readonly passedOver: string[] = [];

  /** @param artifact the name, or a glob, of the artifacts that contain reports */
  constructor(client: Client, artifact: string, lineage: Lineage) {
    this.#client = client;
    this.#artifact = artifact;
    this.#lineage = lineage;
  }

  /** The nearest first; within a commit, the newer first. */
  get found(): readonly FoundRun[] {
    const age = ({ run }: FoundRun) => this.#lineage.age(run.commit);
    return this.#found.toSorted((a, b) => age(a) - age(b) || b.run.id - a.run.id);
  }

  /** Why a run was not accepted, `left no artifact`; null if it was not looked at. */
  fateOf({ id }: WorkflowRun): string | null {
    return this.#fates.get(id) ?? null;
  }

  /**
   * @returns `ended` where no further runs may be looked at, `elsewhere` where the run measured something else
   * @throws Unavailable where GitHub refuses and no run has been found
   */
  async lookAt(run: WorkflowRun): Promise<'looked' | 'elsewhere' | 'ended'> {
    try {
      const before = this.#elsewhere;
      await this.#look(run);
      if (this.#found.length > 0 && this.unreadable >= MAX_UNREADABLE) return 'ended';
      return this.#elsewhere > before ? 'elsewhere' : 'looked';
    } catch (error) {
      if (this.#found.length === 0 || !(error instanceof Unavailable)) throw error;
      this.passedOver.push(`run ${run.id} and those before it could not be fetched (${error.message})`);
      return 'ended';
    }
  }

  async #look(run: WorkflowRun): Promise<void> {
    if (run.isByHand && this.#elsewhere >= MAX_ELSEWHERE) return;
    const stored = await this.#artifactsOf(run);
    if (stored === null) return;
    const kept = stored.filter((one) => !one.expired);
    this.expired += stored.length - kept.length;
    if (kept.length === 0) return this.#lost(run, stored.length === 0 ? this.#without(run) : 'left what has expired');
    const isHopeless = this.unreadable >= (earlyEnd(run) === null ? MAX_UNREADABLE : MANY_UNREADABLE);
    if (isHopeless) return;
    requireModest('baseline', [...this.#held, ...kept]);
    const whole = await this.#wholeOf(run, kept);
    if (whole !== null) this.#take(run, kept, whole);
  }

  /** Null if the run was deleted after it was listed. */
  async #artifactsOf(run: WorkflowRun): Promise<readonly StoredArtifact[] | null> {
    try {
      return await listArtifacts(this.#client, 'baseline', run.id, this.#artifact);
    } catch (error) {
      if (!(error instanceof Unavailable && error.isGone)) throw error;
      this.passedOver.push(`run ${run.id} was skipped (it has been deleted)`);
      this.#lost(run, 'has been deleted');
      return null;
    }
  }

  /** The artifacts of a run, and the commits that their reports state; null if they contain no whole report. */
  async #wholeOf(run: WorkflowRun, stored: readonly StoredArtifact[]): Promise<RunArtifacts | null> {
    try {
      const artifacts = await downloadAll(this.#client, 'baseline', stored);
      return { artifacts, ...(await requireWhole(artifacts, earlyEnd(run))) };
    } catch (error) {
      // One that was deleted since it was listed is no better than a broken one.
      if (!(error instanceof Unavailable && (error.kind === 'unreadable' || error.isGone))) throw error;
      this.unreadable += 1;
      this.passedOver.push(`run ${run.id} was skipped (${error.message})`);
      this.#lost(run, `left no whole report (${error.message})`);
      return null;
    }
  }

  /** A report belongs to the commit that it states: a run may have been told to measure another than its own. */
  #take(run: WorkflowRun, stored: readonly StoredArtifact[], whole: RunArtifacts): void {
    const stray = this.#strayOf(run, whole);
    if (stray === null) {
      this.#found.push({ artifacts: whole.artifacts, run: { ...run, commit: whole.commits[0] ?? run.commit } });
      this.#held.push(...stored);
      return;
    }
    this.#elsewhere += 1;
    this.passedOver.push(`run ${run.id} was passed over (${stray.why})`);
    this.#lost(run, stray.fate);
  }

  /** Why the report of a run does not, or may not, belong to a commit of the lineage; null if it does. */
  #strayOf({ isByHand }: WorkflowRun, { commits, isLost }: RunArtifacts): { why: string; fate: string } | null {
    const [commit, ...others] = commits;
    if (isLost) return { why: 'its report says that it is not known what it measured', fate: UNKNOWN };
    if (commit === undefined) {
      return isByHand
        ? { why: 'it was started by hand, and left no report that says what it measured', fate: UNKNOWN }
        : null;
    }
    if (others.length === 0 && this.#lineage.has(commit)) return null;
    const fate = `measured ${allOf(commits.map((one) => one.slice(0, 7)))}`;
    return { why: `it ${fate}, which is not a commit before this one`, fate };
  }

  #without(run: WorkflowRun): string {
    const early = earlyEnd(run);
    return `${early === null ? '' : `${early} and `}left no artifact ${this.#artifact}`;
  }

  #lost({ id }: WorkflowRun, fate: string): void {
    this.#fates.set(id, fate);
  }
}
