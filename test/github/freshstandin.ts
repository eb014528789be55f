import { afterEach, beforeEach } from 'vitest';
import type { Repository } from './standin/repository.ts';
import { type Options, Standin } from './standin/standin.ts';

/*
 * The stand-in that each test of a file begins with, and what most of them send to it.
 */

/** That of the test which runs. */
export let github: Standin;

/** Starts it, with what `prepare` puts into its repository. */
export async function startStandin(options: Options, prepare?: (repository: Repository) => unknown): Promise<void> {
  github = await Standin.start(options);
  await prepare?.(github.repository);
}

/** One for each test from here on, closed after it. */
export function standinForEach(...given: Parameters<typeof startStandin>): void {
  beforeEach(() => startStandin(...given));
  afterEach(() => github.close());
}

/** A commit on main. */
export const withMain = (repository: Repository) => repository.push('main', { a: '0' });

/** A commit on main, and pull request 1, by the team. */
export async function withPull(repository: Repository): Promise<void> {
  await withMain(repository);
  await repository.open({ branch: 'topic', files: { b: '1' } });
}

export const PULL = { name: 'pull_request', pull: 1 } as const;
export const READ = { contents: 'read', actions: 'read' } as const;
export const WRITE = { contents: 'write', 'pull-requests': 'write', actions: 'read' } as const;

/** All comments. */
export const bodies = () => [...github.repository.comments.values()].map(({ body }) => body);
