import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it. Node's own way of that never ends on a file system that answers “no such folder”
 * for a folder in one that is there, as /proc does.
 */
export async function makeFolder(path: string): Promise<void> {
  const made = await mkdir(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
      return error.code === 'EEXIST';
    },
  );
  if (made) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path);
}
