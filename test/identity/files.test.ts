import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DiskSource } from '../../src/input/files.ts';
import { ShelfSource } from '../../src/input/shelf.ts';
import { followingOf } from '../../src/report/harnesses.ts';
import { ReportReader } from '../../src/report/read.ts';
import type { Run } from '../../src/run/run.ts';
import { decodeSweep, encodeSweep, sweepSchema } from '../../src/run/sweep.ts';
import * as fixtures from '../report/raw/fixtures.ts';
import { python } from '../report/raw/fixtures.ts';
import { bytesOf, v01 as reportV01, v02 as reportV02 } from '../report/texts.ts';
import {
  byText,
  COMPARED,
  come,
  compared,
  equalPairs,
  Folder,
  holds,
  lines,
  onDisk,
  type ProgramOutcome,
  REPORTS,
  rowsOf,
  seen,
  told,
} from './bench.ts';
import { asJson, converted } from './formats.ts';
import { everything, type Files, filesOf, type MeasurementFile, measuredOn, type Plan, twice } from './sweeps.ts';

/*
 * The laws of IDENTITY.md on files (twin, place, side, round trip) as properties of the whole program over generated
 * sweeps.
 */

function without(key: string): string {
  return key.replace(/ · #\w+$/, '');
}

describe('Twin', () => {
  const kinds = ['copies', 'some copies', 'conversions', 'some conversions', 'JSON'] as const;
  const doubled = fc.record({
    given: twice,
    kind: fc.constantFrom(...kinds),
    seed: fc.nat(),
    folder: fc.constantFrom('copy', 'backup/old', 'z', '0'),
  });

  test('a copy or a conversion changes no figure, run or point', async () => {
    await holds(doubled, async ({ given: { plan, before, after }, kind, seed, folder }) => {
      const old = filesOf(plan, measuredOn(plan, before));
      const measured = measuredOn(plan, after);
      const now = filesOf(plan, measured);
      const twins = twinsOf(plan, measured, now, kind, folder, seed);
      if (twins.size === 0 || isKnownFault(plan, kind)) return;
      const [alone, together] = [await compared(old, now), await compared(old, new Map([...now, ...twins]))];
      expect(together.outcome.report.runs.length).toBe(alone.outcome.report.runs.length);
      const pools = (came: ProgramOutcome) =>
        seen(came)
          .candidate.map((one) => `${without(one.key)} = ${one.figures.join(' | ')}`)
          .sort(byText);
      expect(pools(together)).toEqual(pools(alone));
      expect(rowsOf(together).map(told).sort(byText)).toEqual(rowsOf(alone).map(told).sort(byText));
    });
  });
});

/** What names a model for some runs alone makes scenarios of them, and in the older layout names: see `corners.test.ts`. */
function isKnownFault({ format, layout }: Plan, kind: string): boolean {
  return (
    format.name === 'inference-perf' && (kind === 'some conversions' || (kind === 'conversions' && layout === 'older'))
  );
}

function twinsOf(
  plan: Plan,
  measured: readonly MeasurementFile[],
  files: Files,
  kind: string,
  folder: string,
  seed: number,
): Files {
  const isWanted = (index: number) => !kind.startsWith('some') || (seed >> (index % 20)) % 2 === 0;
  if (kind.endsWith('copies')) {
    return new Map([...files].filter((_, index) => isWanted(index)).map(([path, text]) => [`${folder}/${path}`, text]));
  }
  const inFolder = (path: string, name: string) => path.replace(/[^/]*$/, name);
  const twins = measured
    .filter((_, index) => isWanted(index))
    .flatMap(({ path, stated, load }): [string, string][] => {
      const file = path.slice(path.lastIndexOf('/') + 1);
      if (kind === 'JSON') {
        const text = asJson(stated, plan.format);
        return text === null ? [] : [[path.replace(/\.yaml$/, '.json'), text]];
      }
      if (!['vllm', 'guidellm', 'inference-perf'].includes(plan.format.name)) return [];
      const index = plan.format.name === 'guidellm' ? `_${plan.layout === 'several' ? load : 0}` : '';
      return converted(stated).map(({ prefix, text }) => [inFolder(path, `${prefix}${file}${index}.yaml`), text]);
    });
  return new Map(twins);
}

describe('Place', () => {
  const names = fc.constantFrom('later', 'run 3', 'conc8', '2026-09-01', 'tuned', 'a/b/c', 'results', '8');

  test('another name of the folder that is given changes nothing but paths', async () => {
    await holds(fc.tuple(twice, names), async ([{ plan, before, after }, name]) => {
      const [old, now] = [filesOf(plan, measuredOn(plan, before)), filesOf(plan, measuredOn(plan, after))];
      const one = await compared(old, now);
      const other = await come(new Folder({ earlier: old, [name]: now }), { reports: [name], baseline: ['earlier'] });
      expect(lines(seen(other).candidate)).toEqual(lines(seen(one).candidate));
      expect(equalPairs(other)).toEqual(equalPairs(one));
    });
  });

  test('other dates and numbers of repeats change nothing but paths', async () => {
    await holds(fc.tuple(twice, fc.integer({ min: 1, max: 7 })), async ([{ plan, before, after }, day]) => {
      const old = filesOf(plan, measuredOn(plan, before));
      const one = await compared(old, filesOf(plan, measuredOn(plan, after)));
      const other = await compared(old, filesOf(plan, measuredOn(plan, { ...after, day })));
      expect(lines(seen(other).candidate)).toEqual(lines(seen(one).candidate));
      expect(rowsOf(other).map(told).sort(byText)).toEqual(rowsOf(one).map(told).sort(byText));
    });
  });

  test('files one by one in any order, a glob and subfolders are the folder', async () => {
    await holds(fc.tuple(twice, fc.nat()), async ([{ plan, after }, seed]) => {
      const files = filesOf(plan, measuredOn(plan, everything(after)));
      const paths = [...files.keys()].map((path) => `now/${path}`);
      const folders = [...new Set([...files.keys()].map((path) => `now/${path.split('/')[0]}`))];
      const shuffled = paths.toSorted((a, b) => hashOf(a, seed) - hashOf(b, seed));
      const several = [folders, folders.toReversed(), shuffled, paths.toReversed()];
      const ways = [['now/**'], ['now/*'], ...(folders.length > 1 ? several : [])];
      const folder = new Folder({ now: files });
      await onDisk(folder, async (source) => {
        const of = async (reports: readonly string[]) =>
          lines(seen(await come(folder, { reports: [...reports] }, source)).candidate);
        expect(await of(ways[seed % ways.length] ?? [])).toEqual(await of(['now']));
      });
    });
  });
});

function hashOf(text: string, seed: number): number {
  return [...text].reduce((sum, letter) => (Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)) >>> 0, seed >>> 0);
}

describe('Side', () => {
  /** A baseline inside the candidate, and the reverse, where the outer one is a folder or a glob. */
  const nested = fc.record({ given: twice, outer: fc.constantFrom('all', 'all/**'), isBaselineInside: fc.boolean() });

  test('of nested arguments each has its own files', async () => {
    await holds(nested, async ({ given: { plan, before, after }, outer, isBaselineInside }) => {
      const [earlier, now] = [filesOf(plan, measuredOn(plan, before)), filesOf(plan, measuredOn(plan, after))];
      const apart = await compared(earlier, now);
      const folder = new Folder(
        isBaselineInside ? { all: now, 'all/inner': earlier } : { all: earlier, 'all/inner': now },
      );
      const paths = { reports: [outer], baseline: ['all/inner'] };
      const swapped = { reports: ['all/inner'], baseline: [outer] };
      const inside = await onDisk(folder, async (source) => come(folder, isBaselineInside ? paths : swapped, source));
      expect(lines(seen(inside).candidate)).toEqual(lines(seen(apart).candidate));
      expect(lines(seen(inside).baseline)).toEqual(lines(seen(apart).baseline));
      expect(rowsOf(inside).map(told)).toEqual(rowsOf(apart).map(told));
    });
  });

  test('artifacts of equal names are apart', async () => {
    const artifact = (files: Files) => ({
      name: 'results',
      files: [...files].map(([path, text]) => ({ path, read: async () => ({ bytes: bytesOf(text), limit: null }) })),
    });
    await holds(twice, async ({ plan, before, after }) => {
      const [earlier, now] = [filesOf(plan, measuredOn(plan, before)), filesOf(plan, measuredOn(plan, after))];
      const shelf = new Map([
        ['shelved', { artifacts: [artifact(now)] }],
        ['auto', { artifacts: [artifact(earlier)] }],
      ]);
      const source = new ShelfSource(new DiskSource('.'), shelf);
      const [disk, shelved] = [
        await compared(earlier, now),
        await come(new Folder({}), { reports: ['shelved'], baseline: ['auto'] }, source),
      ];
      expect(lines(seen(shelved).candidate)).toEqual(lines(seen(disk).candidate));
      expect(lines(seen(shelved).baseline)).toEqual(lines(seen(disk).baseline));
      expect(rowsOf(shelved).map(told)).toEqual(rowsOf(disk).map(told));
    });
  });
});

describe('Side, with a pareto-report.yml', () => {
  const statements = fc.constantFrom(
    'accelerator: X1\n',
    'gpus: 8\n',
    'configuration: mine\n',
    'configuration: 4R-TP2\n',
    'model: other/model\n',
  );

  test('what it says is of its own side', async () => {
    await holds(
      fc.tuple(twice, statements, fc.constantFrom('earlier', 'now')),
      async ([{ plan, before, after }, text, side]) => {
        const sides = { earlier: filesOf(plan, measuredOn(plan, before)), now: filesOf(plan, measuredOn(plan, after)) };
        const plain = seen(await compared(sides.earlier, sides.now));
        const folder = new Folder(sides);
        folder.add(`${side}/pareto-report.yml`, text);
        const said = seen(await come(folder, COMPARED));
        const other = side === 'now' ? 'baseline' : 'candidate';
        expect(lines(said[other])).toEqual(lines(plain[other]));
      },
    );
  });

  test('also where the other side is inside', async () => {
    await holds(
      fc.tuple(twice, statements, fc.boolean()),
      async ([{ plan, before, after }, text, isBaselineInside]) => {
        const [earlier, now] = [filesOf(plan, measuredOn(plan, before)), filesOf(plan, measuredOn(plan, after))];
        const plain = seen(await compared(earlier, now));
        const folder = new Folder(
          isBaselineInside ? { all: now, 'all/inner': earlier } : { all: earlier, 'all/inner': now },
        );
        folder.add('all/pareto-report.yml', text);
        const [outer, inner] = [['all'], ['all/inner']];
        const said = seen(
          await come(
            folder,
            isBaselineInside ? { reports: outer, baseline: inner } : { reports: inner, baseline: outer },
          ),
        );
        const other = isBaselineInside ? 'baseline' : 'candidate';
        expect(lines(said[other])).toEqual(lines(plain[other]));
      },
    );
  });
});

describe('Round trip', () => {
  function returns(runs: readonly Run[]): void {
    const sweep = { tool: 'pareto-report test', commit: null, commitLost: false, measuredAt: null, runner: null, runs };
    const text = JSON.stringify(encodeSweep(sweep));
    expect(decodeSweep(sweepSchema.parse(JSON.parse(text)), followingOf)).toEqual(sweep);
  }

  test('of what any reader makes of a generated sweep', async () => {
    await holds(twice, async ({ plan, after }) => {
      const came = await come(new Folder({ now: filesOf(plan, measuredOn(plan, everything(after))) }), REPORTS);
      returns(came.outcome.report.sweep.runs);
    });
  });

  const documents = Object.entries({
    vllm: fixtures.vllm(),
    sglang: fixtures.sglang(),
    inferencePerf: fixtures.inferencePerf(),
    guidellm: fixtures.guidellm(2, [fixtures.benchmark({ kind: 'concurrent', streams: 8 })]),
    aiperf: fixtures.aiperf(),
    aggregate: fixtures.aggregate(),
    disaggregated: fixtures.disaggregated(),
    v01: reportV01(),
    v02: reportV02(),
  });

  test.each(documents)('of the fixture %s', (_, document) => {
    const bytes = bytesOf(python(document));
    const runs = runsIn('benchmark_report.json', bytes);
    expect(runs.length).toBeGreaterThan(0);
    returns(runs);
  });

  test.each([
    ['the golden cases', join(import.meta.dirname, '../cases')],
    ['real data', '/work/shared/data'],
    ['the cases of identity', '/work/shared/cases'],
  ])('of %s, where they are', (_, folder) => {
    if (!existsSync(folder)) return;
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && /\.(ya?ml|jsonl?)$/.test(entry.name),
    );
    const runs = files.flatMap(({ parentPath, name }) =>
      runsIn(join(parentPath, name), readFileSync(join(parentPath, name))),
    );
    expect(runs.length).toBeGreaterThan(10);
    returns(runs);
  });

  function runsIn(path: string, bytes: Uint8Array): Run[] {
    return new ReportReader().read({ path, bytes, limit: null }).flatMap(({ run }) => run ?? []);
  }
});
