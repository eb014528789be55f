import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { constants, deflateSync, inflateSync } from 'node:zlib';
import { runGit } from './gitprocess.ts';

/** An object of a repository. */
export interface GitObject {
  readonly sha: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const FASTEST = { level: constants.Z_BEST_SPEED };

/**
 * The objects of a repository, in the files that git has them in before it packs them: a git for each of them would take
 * most of the tests' time. What is packed or only named git looks up.
 */
export class Objects {
  readonly #folder: string;

  /** Of the bare repository in a folder. */
  constructor(repository: string) {
    this.#folder = repository;
  }

  /** Writes an object and returns its id. */
  write(type: string, bytes: Uint8Array): string {
    const all = Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes]);
    const sha = createHash('sha1').update(all).digest('hex');
    const file = this.#fileOf(sha);
    if (!existsSync(file)) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, deflateSync(all, FASTEST));
    }
    return sha;
  }

  /** An object by its id, or null where there is none. */
  async read(sha: string): Promise<GitObject | null> {
    const file = this.#fileOf(sha);
    if (!existsSync(file)) return this.#hasPacks() ? this.named(sha) : null;
    const all = inflateSync(readFileSync(file));
    const end = all.indexOf(0);
    return { sha, type: all.toString('latin1', 0, all.indexOf(' ')), bytes: all.subarray(end + 1) };
  }

  /** An object by what git takes for a name of it, or null. */
  async named(name: string): Promise<GitObject | null> {
    // Git answers line by line.
    if (name.includes('\n')) return null;
    const answer = await runGit(this.#folder, ['cat-file', '--batch'], `${name}\n`);
    const end = answer.indexOf('\n');
    const [, sha = '', type = ''] = /^([0-9a-f]{40}) (\w+) \d+$/.exec(answer.toString('utf8', 0, end)) ?? [];
    return sha === '' ? null : { sha, type, bytes: answer.subarray(end + 1, -1) };
  }

  #fileOf(sha: string): string {
    return join(this.#folder, 'objects', sha.slice(0, 2), sha.slice(2));
  }

  #hasPacks(): boolean {
    return readdirSync(join(this.#folder, 'objects/pack')).length > 0;
  }
}
