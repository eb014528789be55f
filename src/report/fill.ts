import type { Deployment, Role } from '../run/deployment.ts';
import { joinFacts } from '../run/facts.ts';
import { deploymentOf, gpusOf, namedDeployment, parseLabel, withReplicasFor } from '../run/label.ts';
import type { ExplainingFigures, Run } from '../run/run.ts';
import type { Workload } from '../run/workload.ts';
import { doubtCount } from './consistency.ts';
import type { Findings } from './finding.ts';
import type { RequestedWorkload } from './requestedworkload.ts';
import type { Statement } from './statement.ts';

/** What the user states about all runs, for reports that do not. */
export interface UserStatement {
  readonly gpus: number | null;
  readonly accelerator: string | null;
  /** A configuration's label: `2P-TP1/1D-TP1`, or any name. */
  readonly label: string | null;
}

/** A value, and its source: `the gpus option`. */
interface AttributedValue<Value> {
  readonly value: Value;
  readonly by: string;
}

/**
 * A run in which gaps have been filled first from files that belong to its own, then with what the user states. Where
 * the report states something itself, that stands, and a differing statement causes a warning. What is still unknown is
 * noted.
 *
 * @param statements about this run's file, which take precedence over those about all runs; the first wins
 */
export function fill(run: Run, stated: UserStatement, findings: Findings, statements: readonly Statement[] = []): Run {
  const own = statements.filter(({ beside }) => beside !== null);
  const users = statements.filter(({ beside }) => beside === null);
  const whole = own.length === 0 ? run : completed(filledBy(run, NOTHING_STATED, findings, own), own, findings);
  const filled = withOwnPower(filledBy(whole, stated, findings, users), findings);
  noteUnknowns(filled, findings);
  return filled;
}

/** Drops power, and what was derived from it, if it covers another number of GPUs than the run was served by. */
function withOwnPower(run: Run, findings: Findings): Run {
  const { deployment, measured } = run;
  const { powerGpus } = measured.explaining;
  if (powerGpus === null || deployment.gpus === null || powerGpus === deployment.gpus) return run;
  const message = `power covers ${powerGpus} GPUs, but ${deployment.gpus} served: power and tokens per joule are left out`;
  findings.warnOnce('power-of-others', null, message);
  const none = { power: null, tokensPerJoule: null, powerGpus: null };
  return { ...run, measured: { ...measured, explaining: { ...measured.explaining, ...none } } };
}

const NOTHING_STATED: UserStatement = { gpus: null, accelerator: null, label: null };

function filledBy(run: Run, stated: UserStatement, findings: Findings, statements: readonly Statement[]): Run {
  const label = saidOf('label', statements, stated.label);
  const gpus = saidOf('gpus', upTo(label, statements), isReadable(label) && label?.by !== OPTION ? null : stated.gpus);
  const counted = fillGpus(assumeReplicas(run.deployment, label, gpus, findings), gpus, findings);
  const labelled = fillLabel(counted, label, findings);
  const deployment = fillAccelerator(labelled, saidOf('accelerator', statements, stated.accelerator), findings);
  return { ...run, deployment, model: modelOf(run.model, saidOf('model', statements, null), findings) };
}

/** A run with what only files that belong to its own state; the nearest files come first. */
function completed(run: Run, statements: readonly Statement[], findings: Findings): Run {
  const said = statements.flatMap(({ beside }) => beside ?? []);
  const asked = said.flatMap(({ requests }) => requests?.(run.load.stage) ?? []);
  doubtCount(run.measured, asked[0] ?? null, null, findings);
  const explaining = said.flatMap(({ explaining: figures }) => figures ?? []);
  return {
    ...run,
    quantization: run.quantization ?? said.find(({ quantization }) => quantization !== null)?.quantization ?? null,
    sessions: run.sessions ?? said.find(({ sessions }) => sessions !== null)?.sessions ?? null,
    workload: said.reduce((known, { workload }) => askedFor(known, workload?.(run.load.stage) ?? null), run.workload),
    facts: joinFacts([...said.flatMap(({ facts }) => facts ?? []).toReversed(), run.facts]),
    measured: { ...run.measured, explaining: explaining.reduce(explainedBy, run.measured.explaining) },
  };
}

function askedFor({ isl, osl, prefix }: Workload, asked: RequestedWorkload | null): Workload {
  return {
    isl: { ...isl, requested: isl.requested ?? asked?.isl ?? null },
    osl: { ...osl, requested: osl.requested ?? asked?.osl ?? null },
    prefix: prefix ?? asked?.prefix ?? null,
  };
}

function explainedBy(known: ExplainingFigures, said: Partial<ExplainingFigures>): ExplainingFigures {
  const names = Object.keys(known) as (keyof ExplainingFigures)[];
  return { ...known, ...Object.fromEntries(names.map((name) => [name, known[name] ?? said[name] ?? null])) };
}

/** The source of a value that is stated about all runs. */
const OPTION = 'option';

function saidOf<Key extends 'label' | 'gpus' | 'accelerator' | 'model'>(
  key: Key,
  statements: readonly Statement[],
  option: Statement[Key],
): AttributedValue<NonNullable<Statement[Key]>> | null {
  const statement = statements.find((candidate) => candidate[key] !== null);
  const value = statement === undefined ? option : statement[key];
  return value === null ? null : { value: value as NonNullable<Statement[Key]>, by: statement?.by ?? OPTION };
}

/** A label that implies a number of GPUs is not combined with a count from a less specific place. */
function upTo(label: AttributedValue<string> | null, statements: readonly Statement[]): readonly Statement[] {
  if (!isReadable(label)) return statements;
  return statements.slice(0, statements.findIndex((statement) => statement.label !== null) + 1 || statements.length);
}

function isReadable(label: AttributedValue<string> | null): boolean {
  return label !== null && parseLabel(label.value) !== null;
}

/** `the gpus option, 8`, `bench/pareto-report.yml, 8`. */
function words({ value, by }: AttributedValue<string | number>, name: string): string {
  const who = by === OPTION ? `the ${name} option` : by;
  return `${who}, ${typeof value === 'number' ? value : `“${value}”`}`;
}

function fillLabel(deployment: Deployment, label: AttributedValue<string> | null, findings: Findings): Deployment {
  if (label === null) return deployment;
  const roles = parseLabel(label.value);
  const named = roles === null ? null : deploymentOf(roles, gpusOf(roles));
  if (deployment.label === null) {
    findings.noteOnce('stated-label', `deployment not stated in the report: taken from ${words(label, 'label')}`);
    if (named === null) return namedDeployment(label.value, deployment);
    if (deployment.gpus !== null && named.gpus !== null && deployment.gpus !== named.gpus) {
      const message = `label “${label.value}” implies ${named.gpus} GPUs, but ${deployment.gpus} are stated: the stated number is used`;
      findings.warnOnce('gpu-count-mismatch', null, message);
    }
    const { accelerator } = deployment;
    const engines = named.roles.map((role) => ({
      ...role,
      accelerator: acceleratorOf(role, accelerator, named.roles),
    }));
    return { ...deploymentOf(engines, deployment.gpus ?? named.gpus), accelerator };
  }
  if (deployment.label !== (named?.label ?? label.value)) {
    findings.warnOnce(
      'overruled-option',
      null,
      `report states ${deployment.label}: ${words(label, 'label')}, is ignored`,
    );
  }
  return deployment;
}

/**
 * An assumption never overrides what is stated: a label of the same parallelism, or a number of GPUs, decides the
 * replicas.
 */
function assumeReplicas(
  deployment: Deployment,
  label: AttributedValue<string> | null,
  gpus: AttributedValue<number> | null,
  findings: Findings,
): Deployment {
  if (deployment.kind !== 'shaped' || !deployment.replicasAssumed) return deployment;
  const named = label === null ? null : replicasIn(label.value, deployment);
  if (named !== null) return named;
  const derived = gpus === null ? deployment : withReplicasFor(deployment, gpus.value);
  if (derived !== deployment) return derived;
  findings.noteOnce(
    'assumed-replicas',
    'parallelism stated without replicas: one replica is assumed; if there are more, set the gpus option',
  );
  const isDerived = deployment.gpus === gpusOf(deployment.roles);
  return gpus === null || !isDerived ? deployment : { ...deployment, gpus: gpus.value };
}

/** The deployment with the replicas of a label; null if that has other parallelism. */
function replicasIn(label: string, { roles: [role, ...others], gpus }: Deployment): Deployment | null {
  const [named, ...more] = parseLabel(label) ?? [];
  if (role === undefined || named === undefined || others.length + more.length > 0) return null;
  const isAlike = (['role', 'tp', 'dp', 'pp', 'ep'] as const).every((key) => role[key] === named[key]);
  const one = gpusOf([role]);
  const all = one === gpus ? gpusOf([named]) : gpus;
  return isAlike ? deploymentOf([{ ...role, replicas: named.replicas }], all) : null;
}

function fillGpus(deployment: Deployment, gpus: AttributedValue<number> | null, findings: Findings): Deployment {
  if (gpus === null || deployment.gpus === gpus.value) return deployment;
  if (deployment.gpus === null) {
    findings.noteOnce('stated-gpus', `GPUs not stated in the report: taken from ${words(gpus, 'gpus')}`);
    return { ...deployment, gpus: gpus.value };
  }
  findings.warnOnce(
    'overruled-option',
    null,
    `report states ${deployment.gpus} GPUs: ${words(gpus, 'gpus')}, is ignored`,
  );
  return deployment;
}

function fillAccelerator(
  deployment: Deployment,
  accelerator: AttributedValue<string> | null,
  findings: Findings,
): Deployment {
  if (accelerator === null || deployment.accelerator === accelerator.value) return deployment;
  if (deployment.accelerator !== null) {
    const message = `report states ${deployment.accelerator}: ${words(accelerator, 'accelerator')}, is ignored`;
    findings.warnOnce('overruled-option', null, message);
    return deployment;
  }
  findings.noteOnce(
    'stated-accelerator',
    `accelerator not stated in the report: taken from ${words(accelerator, 'accelerator')}`,
  );
  const roles = deployment.roles.map((role) => ({
    ...role,
    accelerator: role.accelerator ?? acceleratorOf(role, accelerator.value, deployment.roles),
  }));
  const names = [...new Set(roles.map((role) => role.accelerator))];
  const named = names.length === 0 ? accelerator.value : names.join(' + ');
  return { ...deployment, roles, accelerator: named };
}

/** The accelerator of a role: for prefill and decode, `H100 + A100` names one each, as reports do. */
function acceleratorOf({ role }: Role, accelerator: string | null, roles: readonly Role[]): string | null {
  const [first, second, ...more] = accelerator?.split(/\s+\+\s+/) ?? [];
  const areTwo = second !== undefined && more.length === 0 && roles.some((other) => other.role === 'prefill');
  if (!areTwo) return accelerator;
  return role === 'prefill' ? (first ?? null) : second;
}

function modelOf(model: string | null, said: AttributedValue<string> | null, findings: Findings): string | null {
  if (said === null || model === said.value) return model;
  if (model === null) {
    findings.noteOnce('stated-model', `model not stated in the report: taken from ${words(said, 'model')}`);
    return said.value;
  }
  findings.warnOnce('overruled-option', null, `report states ${model}: ${words(said, 'model')}, is ignored`);
  return model;
}

/** One notice for each kind of thing that is unknown, with what to do about it. */
function noteUnknowns({ deployment, model, load, measured }: Run, findings: Findings): void {
  if (model === null)
    findings.noteOnce('unknown-model', 'model not stated; add model: to a pareto-report.yml beside the results');
  if (deployment.label === null) {
    findings.noteOnce('unknown-deployment', 'deployment (host or stack) not stated; set the label option');
  }
  if (deployment.gpus === null) {
    findings.noteOnce(
      'unknown-gpus',
      deployment.kind === 'named'
        ? `GPUs not stated, and the name “${deployment.label}” does not say how many, so there is no tok/s/GPU and no point on a front; set the gpus option, or give a label such as 2R-TP4`
        : 'GPUs not stated, so there is no tok/s/GPU and no point on a front; set the gpus option',
    );
  }
  if (deployment.accelerator === null) {
    findings.noteOnce('unknown-accelerator', 'accelerator not stated; set the accelerator option');
  }
  if (measured.outputThroughput === null) {
    findings.noteOnce(
      'unknown-throughput',
      'output throughput is not stated and cannot be calculated, so there is no point on a front',
    );
  }
  if (load.concurrencySource === 'estimated') {
    const time = measured.e2el?.mean == null ? '(TTFT + TPOT × (OSL − 1)), because E2EL is not stated' : 'mean E2EL';
    findings.noteOnce(
      'estimated-concurrency',
      `concurrency not stated: estimated by Little's law, requests/s × ${time}`,
    );
  }
  if (load.concurrencySource === 'unknown') {
    findings.noteOnce(
      'unknown-concurrency',
      'concurrency is not stated and cannot be estimated, so there is no tok/s/user by concurrency',
    );
  }
}
