import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Commit, commitIn, type Push, type Signature, streamOf } from './commitobject.ts';
import { forgetObjects, GitError, type GitObject, objectNamed, runGit } from './gitprocess.ts';

export interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  /** Bytes; null of a tree. */
  readonly size: number | null;
  readonly path: string;
}

/** An empty repository, which others are copies of. */
let emptyRepository: Promise<string> | null = null;

/** A bare repository in a folder of its own, spoken to by git's plumbing alone. */
export class Bare {
  readonly folder: string;
  /** Until a ref was seen: asking git each time takes longest of all. */
  private empty = true;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<Bare> {
    const bare = new Bare(await mkdtemp(join(tmpdir(), 'standin-')));
    emptyRepository ??= initialised();
    await cp(await emptyRepository, bare.folder, { recursive: true });
    return bare;
  }

  /** Runs git in the repository and returns what it printed. Throws GitError. */
  async bytes(args: readonly string[], input?: Uint8Array | string, env: Record<string, string> = {}): Promise<Buffer> {
    return runGit(args, input ?? '', { ...alone(this.folder), ...env });
  }

  async git(args: readonly string[], input?: Uint8Array | string, env?: Record<string, string>): Promise<string> {
    return (await this.bytes(args, input, env)).toString().trimEnd();
  }

  /** An object by its id, or by a revision that names it; null where there is none. */
  async object(name: string): Promise<GitObject | null> {
    return objectNamed(name, this.folder, alone(this.folder));
  }

  /** The type of an object, or null where there is none. */
  async typeOf(sha: string): Promise<string | null> {
    return (await this.object(sha))?.type ?? null;
  }

  /** Whether nothing was ever pushed. */
  async isEmpty(): Promise<boolean> {
    this.empty = this.empty && (await this.refs()).length === 0;
    return this.empty;
  }

  async blob(bytes: Uint8Array): Promise<string> {
    return this.git(['hash-object', '-w', '--stdin'], bytes);
  }

  /** A tree of these entries, paths with slashes allowed, on top of another. Throws GitError for a bad path. */
  async tree(entries: readonly { mode: string; sha: string | null; path: string }[], base?: string): Promise<string> {
    const env = { GIT_INDEX_FILE: join(this.folder, `index-${process.hrtime.bigint()}`) };
    if (base !== undefined) await this.git(['read-tree', base], '', env);
    const lines = entries.map(
      ({ mode, sha, path }) => `${sha === null ? '0' : mode} ${sha ?? '0'.repeat(40)}\t${path}\0`,
    );
    await this.git(['update-index', '--add', '-z', '--index-info'], lines.join(''), env);
    return this.git(['write-tree'], '', env);
  }

  async entries(tree: string, recursive: boolean): Promise<TreeEntry[]> {
    const text = await this.git(['ls-tree', '-z', '-l', ...(recursive ? ['-r', '-t'] : []), tree]);
    return [...text.matchAll(/(\d+) (\w+) ([0-9a-f]{40}) +(\d+|-)\t([^\0]+)\0?/g)].map((match) => {
      const [, mode = '', type = '', sha = '', size = '', path = ''] = match;
      return { mode, type, sha, size: size === '-' ? null : Number(size), path };
    });
  }

  async commit(
    tree: string,
    message: string,
    parents: readonly string[],
    by: { author: Signature; committer: Signature },
  ) {
    const { author, committer } = by;
    return this.git(['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent])], message, {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_AUTHOR_DATE: author.date,
      GIT_COMMITTER_NAME: committer.name,
      GIT_COMMITTER_EMAIL: committer.email,
      GIT_COMMITTER_DATE: committer.date,
    });
  }

  /** Commits files to a ref, and returns the id. Throws GitError. */
  async push(push: Push): Promise<string> {
    await this.git(['fast-import', '--quiet', '--force'], streamOf(push));
    return (await this.only(push.ref)).sha;
  }

  /** Commits reachable from a revision, newest first. Throws GitError where there is no such revision. */
  async commits(revision: string, options: readonly string[] = []): Promise<Commit[]> {
    const format = '%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x01';
    const text = await this.git(['log', `--format=${format}`, ...options, revision, '--']);
    return text
      .split('\u0001')
      .map((part) => part.replace(/^\n/, '').split('\0'))
      .filter((fields) => fields.length === 10)
      .map(
        ([sha = '', tree = '', parents = '', an = '', ae = '', ad = '', cn = '', ce = '', cd = '', message = '']) => ({
          sha,
          tree,
          parents: parents.split(' ').filter((parent) => parent !== ''),
          author: { name: an, email: ae, date: new Date(ad).toISOString() },
          committer: { name: cn, email: ce, date: new Date(cd).toISOString() },
          message: message.trimEnd(),
        }),
      );
  }

  /** The commit that a revision names, alone. Throws GitError where there is none. */
  async only(revision: string): Promise<Commit> {
    const found = await this.object(`${revision}^{commit}`);
    if (found === null) throw new GitError(`no such commit: ${revision}`);
    return commitIn(found);
  }

  /** The id of the commit that a revision names, or null. Refs that are no branch or tag need their whole name. */
  async resolve(revision: string): Promise<string | null> {
    return (await this.object(`${revision}^{commit}`))?.sha ?? null;
  }

  /** Refs by full name, ascending. */
  async refs(prefix = 'refs/'): Promise<{ ref: string; sha: string; type: string }[]> {
    const text = await this.git(['for-each-ref', '--format=%(refname) %(objectname) %(objecttype)']);
    return text
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([ref]) => ref?.startsWith(prefix) && ref !== '')
      .map(([ref = '', sha = '', type = '']) => ({ ref, sha, type }));
  }

  /** Sets a ref; with `from` only if it is at that object now. Throws GitError. */
  async setRef(ref: string, sha: string, from?: string): Promise<void> {
    await this.git(['update-ref', ref, sha, ...(from === undefined ? [] : [from])]);
  }

  async deleteRef(ref: string): Promise<void> {
    await this.git(['update-ref', '-d', ref]);
  }

  async mergeBase(a: string, b: string): Promise<string | null> {
    return this.git(['merge-base', a, b]).catch(() => null);
  }

  /** Throws GitError if git finds anything wrong with what was written. */
  async check(): Promise<void> {
    await this.git(['fsck', '--strict', '--full', '--no-dangling']);
  }

  async remove(): Promise<void> {
    await forgetObjects(this.folder);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** What git finds around it: the repository, and nothing of this machine's. */
function alone(folder: string): Record<string, string> {
  return { PATH: process.env.PATH ?? '', HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_DIR: folder };
}

async function initialised(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'standin-'));
  const init = ['init', '--bare', '--quiet', '--initial-branch=main', '--template=', folder];
  await runGit(init, '', alone(folder));
  // Anybody who may write may push; two pushes at once must not wait for each other's housekeeping.
  await appendFile(join(folder, 'config'), '[http]\n\treceivepack = true\n[gc]\n\tauto = 0\n');
  return folder;
}
