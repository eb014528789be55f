import { isDeepStrictEqual } from 'node:util';
import { type Deployment, isAssumed } from '../run/deployment.ts';
import { FACT_KINDS, type FactKind, factsOf } from '../run/facts.ts';
import { FolderTree } from '../run/foldertree.ts';
import { deploymentOf, withReplicasFor } from '../run/label.ts';
import type { Run } from '../run/run.ts';
import type { Length } from '../run/workload.ts';
import type { Findings } from './finding.ts';

/*
 * A failed run of a sweep states what was varied and leaves out what all runs of the sweep have in common: that is,
 * what the results next to it agree on.
 */

/** The results of one side, by the folders that contain them. */
export class Neighbours {
  readonly #byHarness = new Map<string | null, FolderTree<Set<Run>>>();

  /** @param results only those that measured something */
  constructor(results: readonly Run[]) {
    for (const run of results) {
      const folders = this.#byHarness.get(run.harness) ?? new FolderTree<Set<Run>>();
      this.#byHarness.set(run.harness, folders);
      for (const { shown } of run.files) folders.at(shown, () => new Set()).add(run);
    }
  }

  /** Results from the same harness in the nearest folder that has any in it or below it. */
  of(run: Run): readonly Run[] {
    const [file] = run.files;
    const found = file === undefined ? [] : (this.#byHarness.get(run.harness)?.nearest(file.shown) ?? []);
    return [...new Set(found.flatMap((runs) => [...runs]))];
  }
}

/** A failed run, completed with everything that it leaves out and its neighbours agree on. */
export function withNeighbours(run: Run, neighbours: readonly Run[], findings: Findings): Run {
  const of = <Value>(read: (one: Run) => Value | null) => read(run) ?? common(neighbours, read);
  const { workload } = run;
  const whole: Run = {
    ...run,
    harnessVersion: of((one) => one.harnessVersion),
    model: of((one) => one.model),
    quantization: of((one) => one.quantization),
    treatment: of((one) => one.treatment),
    deployment: deploymentFrom(run.deployment, neighbours),
    workload: {
      isl: lengthFrom(workload.isl, neighbours, 'isl'),
      osl: lengthFrom(workload.osl, neighbours, 'osl'),
      prefix: of((one) => one.workload.prefix),
    },
    facts: factsOf(Object.fromEntries(FACT_KINDS.map((kind) => [kind, factsFrom(run, neighbours, kind)]))),
  };
  if (neighbours.length > 0) {
    const message =
      'a failed run states only what the sweep varied; the rest is taken from the results beside it, where they agree';
    findings.noteOnce('failed-run', message);
  }
  return run.load.prompts === null ? counted(whole, common(neighbours, PROMPTS), findings) : whole;
}

const PROMPTS = ({ load }: Run) => load.prompts;

/** The value that all share; null if one has none, or a different one. */
function common<Value>(runs: readonly Run[], read: (run: Run) => Value | null): Value | null {
  const [first = null, ...others] = runs.map(read);
  return others.every((value) => isDeepStrictEqual(value, first)) ? first : null;
}

function counted(run: Run, prompts: number | null, findings: Findings): Run {
  if (prompts === null) {
    const why =
      'a failed run does not say how many requests it was to send, and the results beside it disagree or do not say either';
    findings.warnOnce('failed-run', null, `${why}: counted as one`);
    return run;
  }
  const message = `the number of requests that a failed run was to send is taken from the results beside it: ${prompts}`;
  findings.noteOnce('failed-run', message);
  return {
    ...run,
    load: { ...run.load, prompts },
    measured: { ...run.measured, failures: prompts, attempts: prompts },
  };
}

/** The requested length; if no run states one, the measured length, if all agree to the token. */
function lengthFrom(own: Length, neighbours: readonly Run[], name: 'isl' | 'osl'): Length {
  if (own.requested !== null) return own;
  const isAsked = neighbours.some(({ workload }) => workload[name].requested !== null);
  const read = ({ workload: { [name]: length } }: Run) =>
    isAsked || length.measured === null ? length.requested : Math.round(length.measured);
  return { ...own, requested: common(neighbours, read) };
}

/**
 * The common shape if a run states none; otherwise replicas for the common number of GPUs, and the common accelerator.
 */
function deploymentFrom(own: Deployment, neighbours: readonly Run[]): Deployment {
  const shape = common(neighbours, ({ deployment }) => (deployment.label === null ? null : deployment));
  const fits = (known: number | string | null, other: number | string | null) => known === null || known === other;
  if (own.label === null && shape !== null && fits(own.gpus, shape.gpus) && fits(own.accelerator, shape.accelerator)) {
    return shape;
  }
  const gpus = common(neighbours, ({ deployment }) => (isAssumed(deployment) ? null : deployment.gpus));
  const accelerator = common(neighbours, ({ deployment }) => deployment.accelerator);
  const served = isAssumed(own) && gpus !== null ? withReplicasFor(own, gpus) : own;
  if (served.kind !== 'shaped') {
    return { ...served, gpus: served.gpus ?? gpus, accelerator: served.accelerator ?? accelerator };
  }
  const roles = served.roles.map((role) => ({ ...role, accelerator: role.accelerator ?? accelerator }));
  return deploymentOf(roles, served.gpus, served.replicasAssumed);
}

/** What concerned only single occasions is not carried over. */
function factsFrom({ facts }: Run, neighbours: readonly Run[], kind: FactKind): Iterable<readonly [string, string]> {
  const [first, ...others] = kind === 'occasion' ? [] : neighbours;
  const agreed = [...(first?.facts[kind] ?? [])].filter(([name, value]) =>
    others.every((other) => other.facts[kind].get(name) === value),
  );
  return [...agreed, ...facts[kind]];
}
