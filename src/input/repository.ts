import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where workflows are read from, and the branch that they compare with. */
export interface Repository {
  readonly root: string;
  /** Whether git is there; else the root is the working folder. */
  readonly isGit: boolean;
  /** The branch that the remote has as its default; null where it is not known. */
  readonly branch: string | null;
}

/** The git repository that a folder lies in; the folder itself where there is none. */
export function repositoryAt(folder: string): Repository {
  for (let root = folder; ; root = dirname(root)) {
    const git = join(root, '.git');
    if (existsSync(git)) return { root, isGit: true, branch: defaultBranchIn(git) };
    if (root === dirname(root)) return { root: folder, isGit: false, branch: null };
  }
}

/** As a clone remembers it; one that is linked, as a worktree, does not have it here. */
function defaultBranchIn(git: string): string | null {
  const head = join(git, 'refs/remotes/origin/HEAD');
  const text = existsSync(head) ? readFileSync(head, 'utf8') : '';
  return /^ref: refs\/remotes\/origin\/(\S+)\s*$/.exec(text)?.[1] ?? null;
}
