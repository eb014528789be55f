import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Real data beside the repository, which a clone need not have. */
const FOLDER = join(import.meta.dirname, '../../shared/data');
const required = process.env.REQUIRE_SHARED_DATA === '1';

/** Whether tests on real data must be skipped; where the data is required, they run and fail. */
export const withoutSharedData = !existsSync(FOLDER) && !required;

if (withoutSharedData) console.info(`skipped where it is used: no real data in ${join('..', 'shared', 'data')}`);

/** Path of a file or folder of the real data. */
export function sharedData(...parts: readonly string[]): string {
  const path = join(FOLDER, ...parts);
  if (!existsSync(path)) throw new Error(`real data expected at ../shared/data/${parts.join('/')}, found none`);
  return path;
}
