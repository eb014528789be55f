import type { Deployment } from '../run/deployment.ts';
import { deploymentOf, gpusOf, parseLabel } from '../run/label.ts';
import type { Run } from '../run/run.ts';
import type { Findings } from './finding.ts';

/** What the user says of all runs, for reports that do not say it. */
export interface Stated {
  readonly gpus: number | null;
  readonly accelerator: string | null;
  /** A configuration's label: `2P-TP1/1D-TP1`, or any name. */
  readonly label: string | null;
}

/**
 * A run with what the user states filled in where the report does not say it. Where it does, the report stands, and an
 * option that differs is warned of. What stays unknown is noted.
 */
export function fill(run: Run, stated: Stated, findings: Findings): Run {
  const counted = fillGpus(run.deployment, stated.gpus, findings);
  const labelled = fillLabel(counted, stated.label, findings);
  const deployment = fillAccelerator(labelled, stated.accelerator, findings);
  const filled = { ...run, deployment };
  noteUnknowns(filled, findings);
  return filled;
}

function fillLabel(deployment: Deployment, label: string | null, findings: Findings): Deployment {
  if (label === null) return deployment;
  const roles = parseLabel(label);
  const named = roles === null ? null : deploymentOf(roles, gpusOf(roles));
  if (deployment.label === null) {
    findings.noteOnce('stated-label', `deployment not stated in the report: taken from the label option, «${label}»`);
    if (named === null) return { ...deployment, label };
    if (deployment.gpus !== null && named.gpus !== null && deployment.gpus !== named.gpus) {
      const message = `label option «${label}» makes ${named.gpus} GPUs, and ${deployment.gpus} are stated: those are used`;
      findings.warnOnce('gpu-count-mismatch', null, message);
    }
    const { accelerator } = deployment;
    const engines = named.roles.map((role) => ({ ...role, accelerator }));
    return { ...named, roles: engines, gpus: deployment.gpus ?? named.gpus, accelerator };
  }
  if (deployment.label !== (named?.label ?? label)) {
    findings.warnOnce(
      'overruled-option',
      null,
      `report states ${deployment.label}: the label option, «${label}», is not used`,
    );
  }
  return deployment;
}

function fillGpus(deployment: Deployment, gpus: number | null, findings: Findings): Deployment {
  if (gpus === null || deployment.gpus === gpus) return deployment;
  if (deployment.gpus === null) {
    findings.noteOnce('stated-gpus', `GPUs not stated in the report: taken from the gpus option, ${gpus}`);
    return { ...deployment, gpus };
  }
  findings.warnOnce(
    'overruled-option',
    null,
    `report states ${deployment.gpus} GPUs: the gpus option, ${gpus}, is not used`,
  );
  return deployment;
}

function fillAccelerator(deployment: Deployment, accelerator: string | null, findings: Findings): Deployment {
  if (accelerator === null || deployment.accelerator === accelerator) return deployment;
  if (deployment.accelerator !== null) {
    const message = `report states ${deployment.accelerator}: the accelerator option, «${accelerator}», is not used`;
    findings.warnOnce('overruled-option', null, message);
    return deployment;
  }
  findings.noteOnce(
    'stated-accelerator',
    `accelerator not stated in the report: taken from the accelerator option, «${accelerator}»`,
  );
  const roles = deployment.roles.map((role) => ({ ...role, accelerator: role.accelerator ?? accelerator }));
  const names = [...new Set(roles.map((role) => role.accelerator))];
  return { ...deployment, roles, accelerator: names.length === 0 ? accelerator : names.join(' + ') };
}

/** One notice for each kind of thing that is not known, with what to do about it. */
function noteUnknowns({ deployment, model, load }: Run, findings: Findings): void {
  if (model === null) findings.noteOnce('unknown-model', 'model not stated: unknown');
  if (deployment.label === null) {
    findings.noteOnce(
      'unknown-deployment',
      'deployment (host or stack) not stated: unknown; the label option states it',
    );
  }
  if (deployment.gpus === null) {
    findings.noteOnce(
      'unknown-gpus',
      'GPUs not stated: no tok/s/GPU, and no point on a front; the gpus option states them',
    );
  }
  if (deployment.accelerator === null) {
    findings.noteOnce('unknown-accelerator', 'accelerator not stated: unknown; the accelerator option states it');
  }
  if (load.concurrencySource === 'estimated') {
    findings.noteOnce(
      'estimated-concurrency',
      "concurrency not stated: estimated by Little's law, requests/s × mean E2EL",
    );
  }
  if (load.concurrencySource === 'unknown') {
    findings.noteOnce('unknown-concurrency', 'concurrency neither stated nor estimable: no tok/s/user by concurrency');
  }
}
