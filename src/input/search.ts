import type { Client } from '../github/client.ts';
import { Unavailable } from '../github/unavailable.ts';
import { allOf } from '../spelling.ts';
import { downloadAll, listArtifacts, requireModest, type StoredArtifact } from './artifact.ts';
import type { Lineage } from './lineage.ts';
import type { Artifact } from './shelf.ts';
import { requireWhole, type Statements } from './wholereport.ts';
import { earlyEnd, type WorkflowRun } from './workflowrun.ts';

/** Runs that turn out to have no whole report, after which only those that came to their end are downloaded, and none. */
const MANY_UNREADABLE = 3;
const MAX_UNREADABLE = 6;
/** Runs that turn out to be of other commits, after which none is looked at that may have been told what to measure. */
const MAX_ELSEWHERE = 8;

/** What is said of a run that does not tell what it measured. */
const UNKNOWN = 'does not say what it measured';

/** The artifacts of a run, and what their reports say they are of. */
interface Whole extends Statements {
  readonly artifacts: readonly Artifact[];
}

/** A run with a whole report; its commit is the one that was measured. */
export interface FoundRun {
  readonly artifacts: readonly Artifact[];
  readonly run: WorkflowRun;
}

/** Looks at one run after the other for a whole report of a commit of some lineage. */
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
  /** Runs that were passed over, and why: a clause each. */
  readonly passedOver: string[] = [];

  /** @param artifact name, or a glob, of the artifacts that hold reports */
  constructor(client: Client, artifact: string, lineage: Lineage) {
    this.#client = client;
    this.#artifact = artifact;
    this.#lineage = lineage;
  }

  /** The nearest first, and of one commit the newer. */
  get found(): readonly FoundRun[] {
    const age = ({ run }: FoundRun) => this.#lineage.age(run.commit);
    return this.#found.toSorted((a, b) => age(a) - age(b) || b.run.id - a.run.id);
  }

  /** Why a run is none of those found, `left no artifact`; null where it was not looked at. */
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

  /** Null where the run was deleted after it was listed. */
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

  /** The artifacts of a run, and what their reports say they are of; null where they are no whole report. */
  async #wholeOf(run: WorkflowRun, stored: readonly StoredArtifact[]): Promise<Whole | null> {
    try {
      const artifacts = await downloadAll(this.#client, 'baseline', stored);
      return { artifacts, ...(await requireWhole(artifacts, earlyEnd(run))) };
    } catch (error) {
      // One that was deleted since it was listed is no better than one that is broken.
      if (!(error instanceof Unavailable && (error.kind === 'unreadable' || error.isGone))) throw error;
      this.unreadable += 1;
      this.passedOver.push(`run ${run.id} was skipped (${error.message})`);
      this.#lost(run, `left no whole report (${error.message})`);
      return null;
    }
  }

  /** A report is of the commit that it says: a run may have been told to measure another than its own. */
  #take(run: WorkflowRun, stored: readonly StoredArtifact[], whole: Whole): void {
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

  /** Why the report of a run is not of a commit of the lineage, or may not be; null where it is. */
  #strayOf({ isByHand }: WorkflowRun, { commits, isLost }: Whole): { why: string; fate: string } | null {
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
