import { randomBytes } from 'node:crypto';
import { refuse } from './refusal.ts';
import type { Repository } from './repository.ts';

/** What a workflow's `permissions:` gives. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

/** Whom a token stands for. */
export interface Actor {
  readonly login: string;
  /** `installation` is a GITHUB_TOKEN; `user` a person's. */
  readonly kind: 'installation' | 'user';
  readonly permissions: Permissions;
  /** The repository it is good for. */
  readonly repository: string;
  /** Requests left in this hour. */
  remaining: number;
}

/** A GITHUB_TOKEN, of the length that they have had since May 2026: 520 characters. */
export function newToken(): string {
  const part = (bytes: number) => randomBytes(bytes).toString('base64url');
  return `ghs_${[part(27), part(300), part(60)].join('.')}`.padEnd(520, 'x').slice(0, 520);
}

/**
 * The permission of each operation, from “Permissions required for GitHub Apps” in GitHub's REST documentation.
 * Of several, any one will do; null: none is needed.
 */
const REQUIRED: readonly (readonly [RegExp, (write: boolean) => readonly string[]])[] = [
  [/\/(git|commits|compare|contents|comments)(\/|$)/, (write) => [write ? 'contents: write' : 'contents: read']],
  [/\/pulls(\/|$)/, (write) => [write ? 'pull-requests: write' : 'pull-requests: read']],
  [/\/check-runs\//, (write) => [write ? 'checks: write' : 'checks: read']],
  [/\/actions\//, (write) => [write ? 'actions: write' : 'actions: read']],
];

/** Permissions that an operation asks for; of several, one is enough. */
function requiredFor(operation: string): readonly string[] {
  const [method = '', path = ''] = operation.split(' ');
  const write = method !== 'GET';
  const level = write ? 'write' : 'read';
  if (path.includes('/issues/')) return [`pull-requests: ${level}`, `issues: ${level}`];
  if (path.endsWith('/commits/{commit_sha}/pulls')) return ['pull-requests: read'];
  return REQUIRED.find(([pattern]) => pattern.test(path))?.[1](write) ?? [];
}

function holds(permissions: Permissions, required: string): boolean {
  const [name = '', level = ''] = required.split(': ');
  const held = permissions[name];
  return held === 'write' || (held === 'read' && level === 'read');
}

/**
 * Refuses what the actor may not do, and says which permission let it. Null: none was needed, or the repository is
 * public, where everybody reads; downloading an artifact takes the permission there too.
 */
export function authorise(operation: string, actor: Actor | null, repository: Repository | null): string | null {
  const required = requiredFor(operation);
  if (repository === null) return null;
  if (repository.private && (actor === null || actor.repository !== repository.fullName)) throw refuse(404);
  if (required.length === 0) return null;
  const granted = required.find((one) => actor !== null && holds(actor.permissions, one));
  const open = !repository.private && operation.startsWith('GET') && !operation.endsWith('{archive_format}');
  if (granted !== undefined && actor?.repository === repository.fullName) return granted;
  if (open) return null;
  if (actor === null) throw refuse(401, 'Requires authentication');
  throw refuse(403, 'Resource not accessible by integration', {
    headers: { 'x-accepted-github-permissions': accepted(required) },
  });
}

/** As GitHub names them in its header: `pull_requests=write; issues=write`. */
function accepted(required: readonly string[]): string {
  return required.map((one) => one.replaceAll('-', '_').replace(': ', '=')).join('; ');
}
