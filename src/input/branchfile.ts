import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Client } from '../github/client.ts';
import { Unavailable } from '../github/unavailable.ts';
import { contentAt } from './branchcontent.ts';
import type { FileContent, FoundFile, FoundFiles, Source } from './files.ts';
import { type Lack, lacking } from './lack.ts';

/**
 * Files as they are on a branch on GitHub, by paths in the workspace, whatever the workspace holds: for jobs with more
 * rights than the author of the code that they have checked out. Files outside the workspace belong to no checkout, and
 * are read from disk.
 */
export class BranchSource implements Pick<Source, 'find' | 'read'> {
  readonly #client: Client;
  readonly #branch: string;
  readonly #workspace: string;
  readonly #disk: Pick<Source, 'find' | 'read'>;
  readonly #contents = new Map<string, FileContent>();
  /** The branch's newest commit, requested once, so that all files come from the same one. */
  #commit: string | null = null;

  /** @param branch its name, or `HEAD` for the default branch */
  constructor(client: Client, branch: string, workspace: string, disk: Pick<Source, 'find' | 'read'>) {
    this.#client = client;
    this.#branch = branch;
    this.#workspace = workspace;
    this.#disk = disk;
  }

  /** Where a path is looked up, for messages: `gate.yml on main, where …`; null if that is on disk. */
  whereOf(path: string): string | null {
    const at = this.#inWorkspace(path);
    return at === null ? null : `${at} on ${this.#branch}, where this run reads it`;
  }

  async find(paths: readonly string[], exclude: string): Promise<FoundFiles> {
    const inside = new Map(paths.map((path) => [path, this.#inWorkspace(path)]));
    const found = await this.#disk.find(
      paths.filter((path) => inside.get(path) === null),
      exclude,
    );
    const [files, unsearched] = [[...found.files], [...found.unsearched]];
    for (const [path, at] of inside) {
      const content = at === null ? null : await this.#contentOf(at).catch(lackOf);
      if (at === null || content === null) continue;
      if ('reason' in content) unsearched.push({ path, ...content });
      else files.push(this.#keep(at, content));
    }
    return { ...found, files, unsearched };
  }

  async read(file: FoundFile, limit?: number): Promise<FileContent> {
    return this.#contents.get(file.absolute) ?? this.#disk.read(file, limit);
  }

  /** The path within the repository; null outside of the workspace. */
  #inWorkspace(path: string): string | null {
    const inside = relative(this.#workspace, resolve(this.#workspace, path)).replaceAll(sep, '/');
    return inside === '..' || inside.startsWith('../') || isAbsolute(inside) ? null : inside;
  }

  async #contentOf(path: string): Promise<FileContent | Lack> {
    this.#commit ??= await this.#newest();
    const content = await contentAt(this.#client, 'config file', { path, ref: this.#commit });
    if (content === null) return lacking(`no ${path} on ${this.#branch}`);
    return typeof content === 'string' ? { kind: 'error', reason: `${content} on ${this.#branch}` } : content;
  }

  /** A separate request: if the token may not see the repository's files, each would otherwise seem to be absent. */
  async #newest(): Promise<string> {
    const ref = this.#branch === 'HEAD' ? this.#branch : `heads/${this.#branch}`;
    const { data } = await this.#client.ask('config file', (octokit) =>
      octokit.rest.repos.getCommit({ ...this.#client.repo, ref, per_page: 1 }),
    );
    return data.sha;
  }

  #keep(path: string, content: FileContent): FoundFile {
    const shown = `${this.#branch}:${path}`;
    // No path on disk looks like this.
    const absolute = `branch\0${shown}`;
    this.#contents.set(absolute, content);
    const place = { location: `/${shown}`, place: '/', depth: 0 };
    return { path: shown, absolute, named: true, isStream: false, ...place };
  }
}

function lackOf(error: unknown): Lack {
  if (!(error instanceof Unavailable)) throw error;
  return { kind: 'error', reason: error.message };
}
