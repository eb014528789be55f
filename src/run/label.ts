import type { Deployment, Role, RoleName } from './deployment.ts';
import { compareNaturally } from './naturalorder.ts';

const LETTERS: Record<RoleName, string> = { replica: 'R', prefill: 'P', decode: 'D' };
const ORDER: readonly RoleName[] = ['prefill', 'decode', 'replica'];

/**
 * A deployment made up of roles: equal roles are merged, sorted by prefill, decode and replica, and labelled; without
 * roles, the unknown deployment.
 *
 * @param replicasAssumed whether nothing says how many replicas there are
 */
export function deploymentOf(roles: readonly Role[], gpus: number | null, replicasAssumed = false): Deployment {
  const merged = mergeLike(asAggregated(roles));
  if (merged.length === 0) return unknownDeployment({ gpus, accelerator: null });
  const disaggregated = merged.some(({ role }) => role !== 'replica');
  const accelerator = acceleratorOf(merged);
  return { kind: 'shaped', label: labelOf(merged), roles: merged, disaggregated, gpus, accelerator, replicasAssumed };
}

export function unknownDeployment({ gpus, accelerator }: Pick<Deployment, 'gpus' | 'accelerator'>): Deployment {
  return { kind: 'unknown', label: null, roles: [], disaggregated: null, gpus, accelerator };
}

/** A deployment under a name that somebody gave it. */
export function namedDeployment(
  label: string,
  { gpus, accelerator }: Pick<Deployment, 'gpus' | 'accelerator'>,
): Deployment {
  return { kind: 'named', label, roles: [], disaggregated: null, gpus, accelerator };
}

/**
 * A deployment whose replicas are assumed, with as many replicas as the GPUs allow: GPUs ÷ (TP × PP × DP), if that is a
 * whole number. Any other deployment is returned unchanged.
 */
export function withReplicasFor(deployment: Deployment, gpus: number): Deployment {
  const [role, other] = deployment.roles;
  if (deployment.kind !== 'shaped' || !deployment.replicasAssumed || role === undefined || other !== undefined) {
    return deployment;
  }
  const one = gpusOf([{ ...role, replicas: 1 }]);
  const replicas = one === null ? null : gpus / one;
  return replicas === null || !Number.isInteger(replicas) ? deployment : deploymentOf([{ ...role, replicas }], gpus);
}

/**
 * Parses a label such as `2P-TP1/1D-TP4-DP2` into roles; parallelism that is not mentioned is 1.
 *
 * @returns null if the text does not have that form, or no deployment can
 */
export function parseLabel(label: string): Role[] | null {
  const roles = label.split(/[/+]/).map(parseRole);
  return roles.every((role) => role !== null) && isDeployment(roles) ? roles : null;
}

/** Label of a deployment about which nothing is known. */
export const UNKNOWN_LABEL = 'unknown';

/** More GPUs than any deployment has. */
const MAX_GPUS = 1_000_000;

/** What names a configuration, for messages. */
export const LABEL_FORM =
  'a configuration such as 2R-TP4, or 1P-TP8/1D-TP8 of prefill and decode, with numbers from 1 up and at most 1,000,000 GPUs; or a name';

/**
 * Whether a text can name a configuration: it is a label that can be parsed, or a name that is not meant as a label.
 */
export function isLabelOrName(text: string): boolean {
  return parseLabel(text) !== null || !/(?:^|[/+])\s*\d+[RPD]-TP/i.test(text);
}

/** Whether engines with these roles can serve together: all of one kind, or prefill with decode. */
function isDeployment(roles: readonly Role[]): boolean {
  const names = new Set(roles.map(({ role }) => role));
  const serves = names.size === 1 ? !names.has('prefill') : !names.has('replica');
  return serves && (gpusOf(roles) ?? 0) <= MAX_GPUS;
}

/** GPUs of roles whose engines use TP × PP × DP each; null where a factor is unknown. */
export function gpusOf(roles: readonly Role[]): number | null {
  return roles.reduce<number | null>((sum, { replicas, tp, pp, dp }) => {
    if (sum === null || replicas === null || tp === null || pp === null || dp === null) return null;
    return sum + replicas * tp * pp * dp;
  }, 0);
}

/** Decode hosts without a prefill host serve both phases, in other words aggregated. */
function asAggregated(roles: readonly Role[]): readonly Role[] {
  if (roles.some(({ role }) => role === 'prefill')) return roles;
  return roles.map((role) => ({ ...role, role: 'replica' }));
}

function mergeLike(roles: readonly Role[]): Role[] {
  const merged = new Map<string, Role>();
  for (const role of roles) {
    const key = JSON.stringify({ ...role, replicas: null });
    const like = merged.get(key);
    merged.set(key, like === undefined ? role : { ...role, replicas: sum(like.replicas, role.replicas) });
  }
  return [...merged.values()].sort(compareRoles);
}

function compareRoles(a: Role, b: Role): number {
  const order = ORDER.indexOf(a.role) - ORDER.indexOf(b.role);
  return order || compareNaturally(labelOfRole(b), labelOfRole(a));
}

function labelOf(roles: readonly Role[]): string {
  return ORDER.map((name) => roles.filter(({ role }) => role === name))
    .filter((group) => group.length > 0)
    .map((group) => group.map(labelOfRole).join('+'))
    .join('/');
}

function labelOfRole({ role, replicas, tp, dp, pp, ep }: Role): string {
  const others = [
    ['DP', dp],
    ['PP', pp],
    ['EP', ep],
  ] as const;
  const named = others.filter(([, size]) => size !== null && size !== 1).map(([name, size]) => `-${name}${size}`);
  return `${replicas ?? '?'}${LETTERS[role]}-TP${tp ?? '?'}${named.join('')}`;
}

function acceleratorOf(roles: readonly Role[]): string | null {
  const names = [...new Set(roles.map(({ accelerator }) => accelerator))];
  return names.some((name) => name === null) || names.length === 0 ? null : names.join(' + ');
}

function parseRole(text: string): Role | null {
  const match = /^(\d+)([RPD])-TP(\d+)((?:-(DP|PP|EP)\d+(?!.*-\5\d))*)$/i.exec(text.trim());
  if (match === null) return null;
  const [, replicas, letter = '', tp, others = ''] = match;
  const role = ORDER.find((name) => LETTERS[name] === letter.toUpperCase()) ?? 'replica';
  const size = (name: string) => Number(new RegExp(`-${name}(\\d+)`, 'i').exec(others)?.[1] ?? 1);
  const sizes = { replicas: Number(replicas), tp: Number(tp), dp: size('DP'), pp: size('PP'), ep: size('EP') };
  return Object.values(sizes).includes(0) ? null : { role, ...sizes, accelerator: null };
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}
