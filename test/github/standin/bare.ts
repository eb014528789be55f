import { appendFile, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ancestry } from './ancestry.ts';
import { bytesOfCommit, type Commit, commitIn, type Push, type Signature } from './commitobject.ts';
import { GitError, runGit } from './gitprocess.ts';
import { type GitObject, Objects } from './objects.ts';
import { Refs } from './refs.ts';
import { membersIn, type TreeNode, typeOf, writeTrees } from './treeobject.ts';

export interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  /** Bytes; null of a tree. */
  readonly size: number | null;
  readonly path: string;
}

const SHA = /^[0-9a-f]{40}$/;

/** An empty repository, which others are copies of. */
let emptyRepository: Promise<string> | null = null;

/** A bare repository in a folder of its own, which git finds nothing wrong with. */
export class Bare {
  readonly folder: string;
  readonly #objects: Objects;
  readonly #refs: Refs;
  readonly #ancestry = new Ancestry((sha) => this.only(sha));
  /** Until a ref was seen: there may be hundreds to look at. */
  #empty = true;

  private constructor(folder: string) {
    this.folder = folder;
    this.#objects = new Objects(folder);
    this.#refs = new Refs(folder);
  }

  static async create(): Promise<Bare> {
    const folder = await mkdtemp(join(tmpdir(), 'standin-'));
    emptyRepository ??= initialised();
    await cp(await emptyRepository, folder, { recursive: true });
    return new Bare(folder);
  }

  /** Runs git in the repository and returns what it printed. Throws GitError. */
  async git(args: readonly string[], input?: Uint8Array | string): Promise<string> {
    return (await runGit(this.folder, args, input)).toString().trimEnd();
  }

  /** An object by its id, by the full name of a ref, or by what else git takes for its name; null where there is none. */
  async object(name: string): Promise<GitObject | null> {
    if (SHA.test(name)) return this.#objects.read(name);
    if (!name.startsWith('refs/')) return this.#objects.named(name);
    const sha = this.#refs.get(name);
    return sha === null ? null : this.#objects.read(sha);
  }

  /** The type of an object, or null where there is none. */
  async typeOf(sha: string): Promise<string | null> {
    return (await this.object(sha))?.type ?? null;
  }

  /** Whether nothing was ever pushed. */
  isEmpty(): boolean {
    this.#empty = this.#empty && this.#refs.all().size === 0;
    return this.#empty;
  }

  blob(bytes: Uint8Array): string {
    return this.#objects.write('blob', bytes);
  }

  /** A tree of these entries, paths with slashes allowed, on top of another. Throws GitError for a bad path. */
  async tree(entries: readonly { mode: string; sha: string | null; path: string }[], base?: string): Promise<string> {
    const below = base === undefined ? [] : await this.#below(base, true);
    const files = new Map<string, TreeNode>(
      below.filter((entry) => typeOf(entry) !== 'tree').map(({ path, ...file }) => [path, file]),
    );
    for (const { path, mode, sha } of entries) {
      if (sha === null) files.delete(path);
      else files.set(path, { mode, sha });
    }
    return writeTrees(files, (bytes) => this.#objects.write('tree', bytes));
  }

  /** What a tree, or that of a commit, has in it. Throws GitError where there is none. */
  async entries(tree: string, recursive: boolean): Promise<TreeEntry[]> {
    const entries = await this.#below(tree, recursive);
    return Promise.all(
      entries.map(async ({ mode, sha, path }) => {
        const type = typeOf({ mode });
        const size = type === 'blob' ? ((await this.object(sha))?.bytes.length ?? null) : null;
        return { mode, type, sha, size, path };
      }),
    );
  }

  async #below(name: string, recursive: boolean, folder = ''): Promise<(TreeNode & { path: string })[]> {
    const tree = await this.treeOf(name);
    if (tree === null) throw new GitError(`no such tree: ${name}`);
    const found = membersIn(tree.bytes).map(async ({ mode, sha, name: own }) => {
      const entry = { mode, sha, path: `${folder}${own}` };
      const inside = recursive && typeOf(entry) === 'tree' ? await this.#below(sha, true, `${entry.path}/`) : [];
      return [entry, ...inside];
    });
    return (await Promise.all(found)).flat();
  }

  /** A file of a commit, or null where it has none. */
  async file(commit: string, path: string): Promise<GitObject | null> {
    const entry = (await this.#below(commit, true)).find((one) => one.path === path && typeOf(one) === 'blob');
    return entry === undefined ? null : this.object(entry.sha);
  }

  commit(
    tree: string,
    message: string,
    parents: readonly string[],
    by: { author: Signature; committer: Signature },
  ): string {
    return this.#objects.write('commit', bytesOfCommit({ tree, parents, message, ...by }));
  }

  /** Commits files to a ref, on top of what the parent has, and returns the id. Throws GitError. */
  async push({ ref, parent, files, message, ...by }: Push): Promise<string> {
    const entries = Object.entries(files).map(([path, content]) => {
      return { mode: '100644', sha: this.blob(Buffer.from(content)), path };
    });
    const tree = await this.tree(entries, parent ?? undefined);
    const sha = this.commit(tree, message, parent === null ? [] : [parent], by);
    await this.setRef(ref, sha);
    return sha;
  }

  /** Commits reachable from one and not from another, the newest first, as `git log` lists them. Throws GitError. */
  async commits(from: string, without: string | null = null): Promise<Commit[]> {
    return this.#ancestry.log((await this.only(from)).sha, without);
  }

  /** The commit that a revision names, alone. Throws GitError where there is none. */
  async only(revision: string): Promise<Commit> {
    const found = await this.#peeled(revision, 'commit');
    if (found === null) throw new GitError(`no such commit: ${revision}`);
    return commitIn(found);
  }

  /** The id of the commit that a revision names, or null. Refs that are no branch or tag need their whole name. */
  async resolve(revision: string): Promise<string | null> {
    return (await this.#peeled(revision, 'commit'))?.sha ?? null;
  }

  /** The tree that a revision names, or that of the commit that it names; null where there is none. */
  async treeOf(revision: string): Promise<GitObject | null> {
    return this.#peeled(revision, 'tree');
  }

  /** A tag stands for what it names, and a commit for its tree. */
  async #peeled(name: string, type: 'commit' | 'tree'): Promise<GitObject | null> {
    const found = await this.object(name);
    if (found === null || found.type === type) return found;
    const next = /^(?:object|tree) ([0-9a-f]{40})\n/.exec(found.bytes.toString('latin1', 0, 64))?.[1];
    const stands = found.type === 'tag' || (found.type === 'commit' && type === 'tree');
    return stands && next !== undefined ? this.#peeled(next, type) : null;
  }

  /** Refs by full name, ascending. */
  async refs(prefix = 'refs/'): Promise<{ ref: string; sha: string; type: string }[]> {
    const all = [...this.#refs.all()].filter(([ref]) => ref.startsWith(prefix));
    return Promise.all(all.map(async ([ref, sha]) => ({ ref, sha, type: (await this.typeOf(sha)) ?? '' })));
  }

  /** What a ref is at, by its full name; null where there is none. */
  ref(name: string): string | null {
    return this.#refs.get(name);
  }

  /** Sets a ref; with `from` only if it is at that object now. Throws GitError. */
  async setRef(ref: string, sha: string, from?: string): Promise<void> {
    await this.#refs.set(ref, sha, from);
  }

  async deleteRef(ref: string): Promise<void> {
    await this.#refs.delete(ref);
  }

  async mergeBase(a: string, b: string): Promise<string | null> {
    return this.#ancestry.mergeBase(a, b);
  }

  /** The tree of what two commits come to together. Throws GitError where they are in conflict. */
  async merged(base: string, head: string): Promise<string> {
    if ((await this.mergeBase(base, head)) === base) return (await this.only(head)).tree;
    return this.git(['merge-tree', '--write-tree', base, head]);
  }

  /** Throws GitError if git finds anything wrong with what was written. */
  async check(): Promise<void> {
    await this.git(['fsck', '--strict', '--full', '--no-dangling']);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function initialised(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'standin-'));
  const init = ['init', '--bare', '--quiet', '--initial-branch=main', '--template=', folder];
  await runGit(folder, init);
  await mkdir(join(folder, 'objects/pack'), { recursive: true });
  // Anybody who may write may push; two pushes at once must not wait for each other's housekeeping.
  await appendFile(join(folder, 'config'), '[http]\n\treceivepack = true\n[gc]\n\tauto = 0\n');
  return folder;
}
