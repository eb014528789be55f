import { renameSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { entryAt } from './entry.ts';
import { type FileText, writeContent } from './filetext.ts';
import { requireAccess, unwritable } from './namedfile.ts';
import { makeStaging, removeEmpty, removeStaging } from './newfolder.ts';

interface StagedFile {
  readonly asked: string;
  /** Where it is until then, in a folder next to its destination that no search for reports enters. */
  readonly folder: string;
  readonly place: string;
  /** Folders that were created for it, the outermost first. */
  readonly made: readonly string[];
}

/** Files that users name, which are first written next to their destinations. */
export class StagedFiles {
  readonly #cwd: string;
  readonly #staged: StagedFile[] = [];

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** @param asked how its user asked for it, for messages */
  async add(path: string, content: FileText, asked: string): Promise<void> {
    const place = resolve(this.#cwd, path);
    try {
      const made: string[] = [];
      const folder = makeStaging(dirname(place), made);
      this.#staged.push({ asked, folder, place, made });
      await writeContent(join(folder, basename(place)), content);
    } catch (error) {
      throw unwritable(asked, error);
    }
  }

  /**
   * Throws a UserError if a destination does not accept its file, before anything is replaced: much time has passed.
   */
  requirePlaces(): void {
    for (const { asked, place } of this.#staged) {
      const kind = entryAt(place);
      if (kind !== null && !kind.isFile()) throw new UserError(`${asked}: is no longer a file; choose another`);
      requireAccess(asked, dirname(place));
    }
  }

  /** Only the disk can make it fail. */
  moveIntoPlace(): void {
    for (const { asked, folder, place } of this.#staged) {
      try {
        renameSync(join(folder, basename(place)), place);
      } catch (error) {
        const why = (error as Error).message;
        throw new UserError(
          `${asked}: cannot be written (${why}), though the report itself is complete; choose another`,
        );
      }
    }
  }

  /** Removes everything except files that have reached their destination. */
  drop(): void {
    for (const { folder, made } of this.#staged.toReversed()) {
      removeStaging(folder);
      removeEmpty(made);
    }
  }
}
