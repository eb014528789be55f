import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { STAGING_PREFIX } from '../staging.ts';
import type { OutputFile } from './folder.ts';
import { makeFolder } from './newfolder.ts';

interface StagedFile {
  readonly asked: string;
  /** Where it lies until then, in a folder beside its place that no search for reports enters. */
  readonly folder: string;
  readonly place: string;
}

/** Files that their user names, which are written beside their places first. */
export class StagedFiles {
  readonly #cwd: string;
  readonly #staged: StagedFile[] = [];

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** @param asked how its user asked for it, for messages */
  async add(path: string, content: OutputFile['content'], asked: string): Promise<void> {
    const place = resolve(this.#cwd, path);
    await orMistake(asked, async () => {
      await makeFolder(dirname(place));
      const folder = await mkdtemp(join(dirname(place), STAGING_PREFIX));
      this.#staged.push({ asked, folder, place });
      await writeFile(join(folder, basename(place)), content);
    });
  }

  async moveIntoPlace(): Promise<void> {
    for (const { asked, folder, place } of this.#staged) {
      await orMistake(asked, () => rename(join(folder, basename(place)), place));
    }
  }

  /** Leaves nothing behind but what is in its place. */
  async drop(): Promise<void> {
    for (const { folder } of this.#staged) await rm(folder, { recursive: true, force: true });
  }
}

async function orMistake(asked: string, work: () => Promise<void>): Promise<void> {
  await work().catch((error: Error) => {
    throw new UserError(`${asked}: cannot be written (${error.message}); choose another`);
  });
}
