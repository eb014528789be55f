import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { DiskSource, type Source } from '../../src/input/files.ts';
import { parseOptions, type RawOptions } from '../../src/options.ts';
import { type Outcome, runPipeline } from '../../src/pipeline.ts';
import type { OutputFile } from '../../src/publish/folder.ts';
import type { Row } from '../../src/regression/row.ts';
import type { Configuration } from '../../src/scenario/scenario.ts';
import { PLAIN } from '../../src/world.ts';
import { times } from '../thorough.ts';
import { MemorySource } from './memory.ts';
import type { Files } from './sweeps.ts';

/** Sweeps a property: `LAWS=5000 npx vitest run test/identity` for a long night. */
const SWEEPS = Number(process.env.LAWS ?? times(150, 500));

/** The same sweeps in each run, so that a change breaks what it breaks; others where more are asked for. */
const SEED = process.env.LAWS === undefined ? { seed: 20_261_127 } : {};

export const REPORTS = { reports: ['now'] };
export const COMPARED = { reports: ['now'], baseline: ['earlier'] };

/** Files of a working folder, by path from there. */
export class Folder {
  readonly files = new Map<string, string>();

  constructor(trees: Readonly<Record<string, Files>>) {
    for (const [name, files] of Object.entries(trees))
      for (const [path, text] of files) this.add(`${name}/${path}`, text);
  }

  add(path: string, text: string): void {
    this.files.set(path, text);
  }
}

/** Whether a law holds for generated sweeps; a failure tells the seed. */
export async function holds<Given>(given: fc.Arbitrary<Given>, law: (given: Given) => Promise<void>): Promise<void> {
  await fc.assert(fc.asyncProperty(given, law), { numRuns: SWEEPS, ...SEED });
}

/**
 * The program's outcome on two sets of files. Laws begin with the same generated sweeps, a run of each of which does for
 * all of them.
 */
export async function compared(earlier: Files, now: Files): Promise<ProgramOutcome> {
  const folder = new Folder({ earlier, now });
  const hash = createHash('sha256')
    .update(JSON.stringify([...folder.files]))
    .digest('hex');
  const came = comparisons.get(hash) ?? come(folder, COMPARED);
  if (comparisons.size < MOST_KEPT) comparisons.set(hash, came);
  return came;
}

/** Some hundred MB, however many sweeps there are. */
const MOST_KEPT = 300;
const comparisons = new Map<string, Promise<ProgramOutcome>>();

/** The same with the baseline as the `report.json` of a run of its own. */
export async function comparedWithReport(earlier: Files, now: Files): Promise<ProgramOutcome> {
  const folder = new Folder({ earlier, now });
  const { json } = await come(folder, { reports: ['earlier'] });
  folder.add('report/report.json', json());
  return come(folder, { reports: ['now'], baseline: ['report'] });
}

/** A folder on disk for as long as it is worked in. */
export async function onDisk<Result>({ files }: Folder, work: (source: Source) => Promise<Result>): Promise<Result> {
  const cwd = mkdtempSync(join(tmpdir(), 'laws-'));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    return await work(new DiskSource(cwd));
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** What the program came to on some files. */
export interface ProgramOutcome {
  readonly outcome: Outcome;
  /** Its `report.json`, which is made where it is asked for. */
  readonly json: () => string;
}

/** Runs the program, of whose output `report.json` alone is made. */
export async function come(
  { files }: Folder,
  options: RawOptions,
  source: Source = new MemorySource(files),
): Promise<ProgramOutcome> {
  let content: OutputFile['content'] = '';
  const write = async (_: string, written: AsyncIterable<OutputFile>) => {
    for await (const file of written) {
      content = file.content;
      if (file.path === 'report.json') break;
    }
  };
  const world = {
    source,
    target: { check: async () => {}, write },
    log: { progress: () => {}, stage: () => {}, problems: () => {} },
    today: '2026-11-24',
  };
  const parsed = parseOptions([{ values: { plots: 'none', ...options }, nameOf: String }]);
  const outcome = await runPipeline(parsed, world, PLAIN);
  const parts = content;
  return {
    outcome,
    json: () => (typeof parts === 'string' || parts instanceof Uint8Array ? String(parts) : [...parts].join('')),
  };
}

/** A configuration on one side. */
export interface SeenConfiguration {
  readonly scenario: string;
  readonly id: string;
  readonly key: string;
  /** The measurements of each of its points, which their TTFT tells apart; sorted. */
  readonly pools: readonly string[];
  /** Everything measured, point by point, without files. */
  readonly figures: readonly string[];
}

export interface SeenSides {
  readonly candidate: readonly SeenConfiguration[];
  readonly baseline: readonly SeenConfiguration[];
}

export function seen({ outcome: { report } }: ProgramOutcome): SeenSides {
  const of = (fronts: Outcome['report']['scenarios']) =>
    fronts.flatMap(({ scenario }) => scenario.configurations.map((one) => seenOf(scenario.id, one)));
  return { candidate: of(report.scenarios), baseline: of(report.compared?.fronts ?? []) };
}

function seenOf(scenario: string, { id, key, points }: Configuration): SeenConfiguration {
  const pools = points.map(({ samples }) => poolOf(samples.map((sample) => sample.ttft ?? sample['ttft-p50'])));
  const figures = points.map(({ metrics, samples }) =>
    JSON.stringify([metrics, samples.map((one) => JSON.stringify(one)).sort()]),
  );
  return { scenario, id, key, pools: pools.sort(), figures: figures.sort() };
}

/** Measurements that are one point, by their mean TTFT, or the median where no mean is stated. */
export function poolOf(ttfts: readonly (number | null)[]): string {
  return ttfts
    .map((ttft) => (ttft ?? 0).toPrecision(9))
    .sort()
    .join(' ');
}

export interface Pair {
  readonly baseline: SeenConfiguration;
  readonly candidate: SeenConfiguration;
}

/** Configurations that are one on both sides. */
export function pairsOf({ candidate, baseline }: SeenSides): readonly Pair[] {
  return candidate.flatMap((now) => {
    const old = baseline.find(({ scenario, id }) => scenario === now.scenario && id === now.id);
    return old === undefined ? [] : [{ baseline: old, candidate: now }];
  });
}

export function rowsOf({ outcome: { report } }: ProgramOutcome): readonly Row[] {
  return report.compared?.comparison.rows ?? [];
}

/**
 * What a row says of figures, whatever the configuration is called. How far runs scatter is told by all of a report
 * together: what beyond a bound is proven may depend on what else was measured, what is beyond it may not.
 */
export function told({ load, metric, baseline, candidate, change, verdict }: Row): string {
  const isCompared = change !== null;
  const side = verdict === 'regression' || verdict === 'inconclusive' ? 'beyond' : 'within';
  const kind = isCompared ? side : verdict;
  return JSON.stringify([load?.concurrency, load?.rate, metric, baseline, candidate, change, kind]);
}

export const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What is known of configurations whatever they are called in a report. */
export function lines(all: readonly SeenConfiguration[]): readonly string[] {
  return all.map(({ key, figures }) => `${key} = ${figures.join(' | ')}`).sort(byText);
}

/** Pairs of equal keys, with their figures and what their rows say. */
export function equalPairs(came: ProgramOutcome, both: SeenSides = seen(came)): readonly string[] {
  const rows = rowsOf(came);
  return pairsOf(both)
    .filter(({ baseline, candidate }) => baseline.key === candidate.key)
    .map(({ baseline, candidate }) => {
      const own = rows.filter(
        ({ scenario, configuration }) => scenario === candidate.scenario && configuration === candidate.id,
      );
      return [candidate.key, ...baseline.figures, ...candidate.figures, ...own.map(told).sort(byText)].join('\n');
    })
    .sort(byText);
}
