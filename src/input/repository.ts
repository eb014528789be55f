import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Where workflows are read from, and the branch that they compare with. */
export interface Repository {
  readonly root: string;
  /** Whether there is a git repository; otherwise the root is the working folder. */
  readonly isGit: boolean;
  /** The remote's default branch, otherwise the current one; null if neither is known. */
  readonly branch: string | null;
  /** Whether the branch is the remote's default. */
  readonly isDefault: boolean;
}

/** The git repository that contains a folder; the folder itself if there is none. */
export function repositoryAt(folder: string): Repository {
  for (let root = folder; ; root = dirname(root)) {
    const git = join(root, '.git');
    if (existsSync(git)) return { root, isGit: true, ...branchIn(git) };
    if (root === dirname(root)) return { root: folder, isGit: false, branch: null, isDefault: false };
  }
}

/** A clone remembers the default branch; a repository created in place only has the current one. */
function branchIn(git: string): Pick<Repository, 'branch' | 'isDefault'> {
  const own = folderOf(git);
  const common = resolve(own, textAt(join(own, 'commondir')).trim());
  const known = referred(join(common, 'refs/remotes/origin/HEAD'), 'refs/remotes/origin/');
  return { branch: known ?? referred(join(own, 'HEAD'), 'refs/heads/'), isDefault: known !== null };
}

/** In a worktree or a submodule, .git is a file that says where its folder is. */
function folderOf(git: string): string {
  if (statSync(git).isDirectory()) return git;
  return resolve(dirname(git), /^gitdir: (.+)$/m.exec(textAt(git))?.[1] ?? '.');
}

/** The branch that a reference points to; null if it points to a commit. */
function referred(file: string, folder: string): string | null {
  const [, reference = ''] = /^ref: (\S+)\s*$/.exec(textAt(file)) ?? [];
  return reference.startsWith(folder) ? reference.slice(folder.length) : null;
}

function textAt(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
