import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { GitError, runGit } from './gitprocess.ts';

/** That of no object. */
export const NO_SHA = '0'.repeat(40);

/**
 * The refs of a repository, in the files that git has them in, locked as it locks them: somebody may push meanwhile. Where
 * it has packed some, it sets and deletes itself.
 */
export class Refs {
  readonly #folder: string;

  /** Of the bare repository in a folder. */
  constructor(repository: string) {
    this.#folder = repository;
  }

  /** Ids by full name, ascending. */
  all(): Map<string, string> {
    const files = readdirSync(join(this.#folder, 'refs'), { recursive: true, withFileTypes: true });
    const names = files
      .filter((file) => file.isFile() && !file.name.endsWith('.lock'))
      .map(({ parentPath, name }) => relative(this.#folder, join(parentPath, name)).replaceAll('\\', '/'));
    const loose = names.flatMap((ref) => {
      const sha = this.#loose(ref);
      return sha === null ? [] : [[ref, sha] as const];
    });
    return new Map([...new Map([...this.#packed(), ...loose])].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** What a ref is at, by its full name; null where there is none. */
  get(ref: string): string | null {
    const malformed = ref.split('/').some((part) => part === '' || part.startsWith('.') || part.endsWith('.lock'));
    return malformed ? null : (this.#loose(ref) ?? this.#packed().get(ref) ?? null);
  }

  /** Sets a ref; with `from` only if it is at that now. Throws GitError. */
  async set(ref: string, sha: string, from?: string): Promise<void> {
    if (this.#isPacked()) {
      await runGit(this.#folder, ['update-ref', ref, sha, ...(from === undefined ? [] : [from])]);
      return;
    }
    const file = join(this.#folder, ref);
    const lock = `${file}.lock`;
    attempt(() => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(lock, `${sha}\n`, { flag: 'wx' });
    });
    try {
      const now = this.get(ref) ?? NO_SHA;
      if (from !== undefined && now !== from) throw new GitError(`${ref} is at ${now}, not at ${from}`);
      attempt(() => renameSync(lock, file));
    } finally {
      rmSync(lock, { force: true });
    }
  }

  /** Deletes a ref. Throws GitError. */
  async delete(ref: string): Promise<void> {
    if (this.#isPacked()) {
      await runGit(this.#folder, ['update-ref', '-d', ref]);
      return;
    }
    const file = join(this.#folder, ref);
    attempt(() => rmSync(file));
    // Another may have the name of a folder that nothing is left in. Git keeps those of the kinds of refs.
    const kinds = join(this.#folder, 'refs');
    let above = dirname(file);
    while (above !== kinds && dirname(above) !== kinds && readdirSync(above).length === 0) {
      rmdirSync(above);
      above = dirname(above);
    }
  }

  #loose(ref: string): string | null {
    try {
      return /^([0-9a-f]{40})\n$/.exec(readFileSync(join(this.#folder, ref), 'latin1'))?.[1] ?? null;
    } catch {
      return null;
    }
  }

  #packed(): Map<string, string> {
    if (!this.#isPacked()) return new Map();
    const lines = readFileSync(join(this.#folder, 'packed-refs'), 'utf8').matchAll(/^([0-9a-f]{40}) (\S+)$/gm);
    return new Map([...lines].map(([, sha = '', ref = '']) => [ref, sha]));
  }

  #isPacked(): boolean {
    return existsSync(join(this.#folder, 'packed-refs'));
  }
}

/** What a name that cannot be a file's, or a lock that another holds, refuses is refused as by git. */
function attempt(change: () => void): void {
  try {
    change();
  } catch (error) {
    throw new GitError((error as Error).message);
  }
}
