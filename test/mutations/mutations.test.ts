import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Originals, originals } from './originals.ts';
import { Random } from './random.ts';
import { READERS } from './reading.ts';
import { mutated, type Original } from './text.ts';
import { runWhole } from './whole.ts';

/*
 * Files of every kind that is read, changed a little, by a seed: none ends the program, takes long, or makes it say what
 * nobody understands. CI tries 20,000 of a seed of its own; a case that fails can be tried alone.
 */

const COUNT = Number(process.env.MUTATIONS ?? 500);
const SEED = Number(process.env.MUTATION_SEED ?? 20_260_601);
const ONLY = process.env.MUTATION_CASE;
/** Of so many cases one goes through the whole program, and all that it writes is checked. */
const WHOLE = 40;
/** Most seconds of the processor that a case may take. */
const MOST_SECONDS = 2;

const SOUND = readFileSync(
  join(import.meta.dirname, '../cases/small-sweep/reports/sweep.setup_2r/results/run_64/benchmark_report,_run.yaml'),
  'utf8',
);

console.info(`mutations: ${ONLY === undefined ? `${COUNT} cases` : `case ${ONLY}`} of seed ${SEED}`);

test(`files with mistakes are read or refused in words; of ${WHOLE} one is reported whole`, async () => {
  const all = await originals();
  const cases = ONLY === undefined ? Array.from({ length: COUNT }, (_, index) => index) : [Number(ONLY)];
  const failures: string[] = [];
  for (const index of cases) {
    const failure = await tryCase(all, index);
    if (failure !== null) failures.push(failure);
    if (failures.length === 20) break;
  }
  expect(failures).toEqual([]);
}, 600_000);

/** Why a case fails, and how to try it alone; null where it does not. */
async function tryCase(all: Originals, index: number): Promise<string | null> {
  const random = new Random(SEED, index);
  const kind = random.pick(['results', 'results', 'results', 'own', 'own', 'config', 'statements'] as const);
  const original = originalOf(all, kind, random);
  const bytes = mutated(original, random);
  const isWhole = random.below(WHOLE) === 0 || ONLY !== undefined;
  const work = async () => {
    READERS[kind](bytes, original.name);
    if (isWhole && kind !== 'config') await runWhole(original.name, bytes, SOUND, kind === 'own');
  };
  try {
    // Other work of the machine makes the processor itself slower, but seldom twice.
    if ((await costOf(work)) > MOST_SECONDS) expect(await costOf(work), 'seconds').toBeLessThan(MOST_SECONDS);
    return null;
  } catch (error) {
    const again = `MUTATION_SEED=${SEED} MUTATION_CASE=${index} npx vitest run test/mutations`;
    return `${kind} ${original.name}: ${(error as Error).stack?.slice(0, 700)}\n${again}`;
  }
}

function originalOf(
  { results, own, configs, statements }: Originals,
  kind: keyof typeof READERS,
  random: Random,
): Original {
  const originals = { results, own: [own], config: configs, statements };
  return random.pick(originals[kind]);
}

/** Seconds of the processor, which waiting for it does not count. */
async function costOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
