import { rmSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { STAGING_PREFIX } from '../staging.ts';

/** The file that whoever is moving files into a folder has there. */
const TURN = `${STAGING_PREFIX}turn`;
/** How long moving takes at most, in ms: who is not done by then has been interrupted. */
const LONGEST = 10_000;
const BETWEEN_TRIES = 20;

/** The turn of one that moves files into a folder, while others wait. */
export interface Turn {
  end(): void;
}

/** Waits until nobody else is moving files into a folder. */
export async function takeTurn(folder: string): Promise<Turn> {
  const file = join(folder, TURN);
  const end = () => rmSync(file, { force: true });
  for (;;) {
    try {
      await writeFile(file, '', { flag: 'wx' });
      return { end };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const since = await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    );
    if (Date.now() - since > LONGEST) end();
    else await sleep(BETWEEN_TRIES);
  }
}
