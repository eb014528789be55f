import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../src/regression/row.ts';
import { groupBy } from '../../src/run/groupby.ts';
import { reportedConcurrency } from '../../src/run/load.ts';
import {
  byText,
  come,
  compared,
  comparedWithReport,
  equalPairs,
  Folder,
  holds,
  lines,
  type ProgramOutcome,
  pairsOf,
  poolOf,
  REPORTS,
  rowsOf,
  type SeenConfiguration,
  type SeenSides,
  seen,
} from './bench.ts';
import { FORMATS } from './formats.ts';
import {
  everything,
  type Files,
  filesOf,
  type MeasurementFile,
  measuredOn,
  type Plan,
  plans,
  twice,
} from './sweeps.ts';

/*
 * The laws of IDENTITY.md on what belongs together (company, self, mirror) as properties of the whole program over
 * generated sweeps, beside an oracle: what was generated comes out.
 */

const isOf = (measured: readonly MeasurementFile[]) => {
  const ttfts = new Set(measured.map(({ stated }) => poolOf([stated.figures.ttft])));
  return ({ pools }: SeenConfiguration) => pools.some((pool) => pool.split(' ').some((ttft) => ttfts.has(ttft)));
};

function expectedPools(measured: readonly MeasurementFile[]): readonly string[] {
  const setups = groupBy(measured, ({ setup }) => setup);
  return [...setups.values()]
    .map((own) => {
      const loads = groupBy(own, ({ load }) => load);
      return [...loads.values()]
        .map((repeats) => poolOf(repeats.map(({ stated }) => stated.figures.ttft)))
        .sort()
        .join(' | ');
    })
    .sort(byText);
}

describe('What was generated', () => {
  test('comes out: each setup a configuration, each load a point, repeats pooled', async () => {
    await holds(twice, async ({ plan, after }) => {
      const measured = measuredOn(plan, everything(after));
      const came = await come(new Folder({ now: filesOf(plan, measured) }), REPORTS);
      const pools = seen(came).candidate.map((one) => one.pools.join(' | '));
      expect(pools.sort(byText)).toEqual(expectedPools(measured));
    });
  });

  test('is known again on the other side: a setup that both have is a pair of equal keys', async () => {
    await holds(twice, async ({ plan, before, after }) => {
      const [old, now] = [measuredOn(plan, before), measuredOn(plan, after)];
      const came = await compared(filesOf(plan, old), filesOf(plan, now));
      const setups = plan.setups.map((_, index) => index).filter((index) => before.has[index] && after.has[index]);
      const pools = (measured: readonly MeasurementFile[]) => (setup: number) =>
        expectedPools(measured.filter((one) => one.setup === setup));
      const pairs = pairsOf(seen(came)).filter(({ baseline, candidate }) => baseline.key === candidate.key);
      const found = pairs.map(
        ({ baseline, candidate }) => `${baseline.pools.join(' | ')} → ${candidate.pools.join(' | ')}`,
      );
      expect(found.sort(byText)).toEqual(
        setups.map((index) => `${pools(old)(index)} → ${pools(now)(index)}`).sort(byText),
      );
    });
  });
});

describe('What changed', () => {
  test('in facts does not hinder that a setup is known again by its name', async () => {
    await holds(fc.tuple(twice, fc.boolean()), async ([{ plan, before, after }, isStripped]) => {
      const names = new Set(plan.setups.map(({ words }) => [...words].sort().join(' ')));
      if (names.size < plan.setups.length) return;
      const bare: Plan = { ...plan, setups: plan.setups.map((setup) => ({ ...setup, facts: {} })) };
      const [one, other] = isStripped ? [bare, plan] : [plan, bare];
      const [old, now] = [measuredOn(one, everything(before)), measuredOn(other, everything(after))];
      const came = await compared(filesOf(one, old), filesOf(other, now));
      const found = pairsOf(seen(came)).map(
        (pair) => `${pair.baseline.pools.join(' | ')} → ${pair.candidate.pools.join(' | ')}`,
      );
      const pools = (all: readonly MeasurementFile[], index: number) =>
        expectedPools(all.filter(({ setup }) => setup === index)).join();
      expect(found.sort(byText)).toEqual(
        plan.setups.map((_, index) => `${pools(old, index)} → ${pools(now, index)}`).sort(byText),
      );
    });
  });
});

describe('Company', () => {
  const removal = fc.record({
    given: twice,
    gone: fc.nat(2),
    from: fc.constantFrom('before', 'after', 'both'),
    asReport: fc.boolean(),
  });

  test('of another setup changes no pair of equal keys and no pool, row or figure of theirs', async () => {
    await holds(removal, async ({ given: { plan, before, after }, gone, from, asReport }) => {
      const old = measuredOn(plan, everything(before));
      const now = measuredOn(plan, everything(after));
      const rest = (all: readonly MeasurementFile[], side: string) =>
        from === side || from === 'both' ? all.filter(({ setup }) => setup !== gone) : all;
      if (rest(old, 'before').length === 0 || rest(now, 'after').length === 0) return;
      await unchanged(
        [filesOf(plan, old), filesOf(plan, now)],
        [filesOf(plan, rest(old, 'before')), filesOf(plan, rest(now, 'after'))],
        asReport,
        isOf([...old, ...now].filter(({ setup }) => setup === gone)),
      );
    });
  });

  const visit = fc.record({
    given: twice,
    other: plans,
    to: fc.constantFrom('before', 'after', 'both'),
    asReport: fc.boolean(),
    seed: fc.nat(),
    // Lengths near enough to those of the sweep to move a border.
    isl: fc.constantFrom(1, 0.955, 0.97, 1.04),
  });

  test('of another sweep, in whatever format and layout, does not either', async () => {
    await holds(visit, async ({ given: { plan, before, after }, other: near, to, asReport, seed, isl }) => {
      const other = { ...near, isl: Math.round(near.isl * isl) };
      const foreign = (side: typeof before) => measuredOn(other, { ...everything(side), seed: side.seed + seed + 13 });
      const [strangers, visitors] = [foreign(before), foreign(after)];
      const [old, now] = [filesOf(plan, measuredOn(plan, before)), filesOf(plan, measuredOn(plan, after))];
      const beside = (files: Files, guests: readonly MeasurementFile[], side: string): Files =>
        to === side || to === 'both'
          ? new Map([...files, ...[...filesOf(other, guests)].map(([path, text]) => [`zz/${path}`, text] as const)])
          : files;
      await unchanged(
        [beside(old, strangers, 'before'), beside(now, visitors, 'after')],
        [old, now],
        asReport,
        isOf([...strangers, ...visitors]),
      );
    });
  });

  async function unchanged(
    full: readonly [Files, Files],
    reduced: readonly [Files, Files],
    asReport: boolean,
    isOther: (one: SeenConfiguration) => boolean,
  ) {
    const run = asReport ? comparedWithReport : compared;
    const [more, less] = [await run(...full), await run(...reduced)];
    const own = (all: readonly SeenConfiguration[]) => all.filter((one) => !isOther(one));
    const [big, small] = [seen(more), seen(less)];
    expect(lines(own(big.candidate))).toEqual(lines(own(small.candidate)));
    expect(lines(own(big.baseline))).toEqual(lines(own(small.baseline)));
    const kept = (both: SeenSides): SeenSides => ({ candidate: own(both.candidate), baseline: own(both.baseline) });
    expect(equalPairs(more, kept(big))).toEqual(equalPairs(less, kept(small)));
  }
});

describe('Self', () => {
  /** At a rate latencies are judged too. */
  const isOutput = ({ metric }: Row) => metric === 'output-throughput';

  function passes(came: ProgramOutcome, count: number): void {
    const rows = rowsOf(came);
    expect(rows.filter(({ verdict, change }) => verdict !== 'pass' || change !== 0)).toEqual([]);
    expect(rows.filter(isOutput)).toHaveLength(count);
    expect(came.outcome.verdict).toBe('pass');
  }

  const points = (plan: Plan) => plan.setups.length * plan.loads.length;

  const ways = fc.record({
    given: twice,
    isReport: fc.boolean(),
    variant: fc.constantFrom('auto', 'auto', 'auto', 'directory', 'none', '([a-z]+)'),
  });

  test('against the same folder, or its own report.json, all is equal', async () => {
    await holds(ways, async ({ given: { plan, after }, isReport, variant }) => {
      const folder = new Folder({ now: filesOf(plan, measuredOn(plan, everything(after))) });
      if (isReport) folder.add('report/report.json', (await come(folder, { ...REPORTS, variant })).json());
      const came = await come(folder, { ...REPORTS, variant, baseline: [isReport ? 'report' : 'now'] });
      passes(came, variant === 'auto' ? points(plan) : rowsOf(came).filter(isOutput).length);
    });
  });
});

describe('Mirror', () => {
  const swapped: Readonly<Record<string, string>> = {
    missing: 'new',
    new: 'missing',
    'not-comparable': 'not-comparable',
  };

  /** A row as it is, or as it would be with its sides swapped. */
  function side({ load, metric, baseline, candidate, change, verdict }: Row, isSwapped: boolean): string {
    const ratio = (change ?? 0) + 1;
    const kind = swapped[verdict] === undefined ? 'compared' : verdict;
    return JSON.stringify([
      // One rate under two limits is one load where each side has but one, and is called by the candidate's.
      ...[load && reportedConcurrency(load), load?.rate, metric],
      ...(isSwapped ? [candidate, baseline] : [baseline, candidate]),
      (isSwapped ? 1 / ratio : ratio).toPrecision(9),
      isSwapped ? (swapped[kind] ?? kind) : kind,
    ]);
  }

  const keysOf = (came: ProgramOutcome, isSwapped: boolean) =>
    pairsOf(seen(came))
      .map(({ baseline, candidate }) =>
        (isSwapped ? [candidate.key, baseline.key] : [baseline.key, candidate.key]).join(' = '),
      )
      .sort(byText);

  test('swapped sides swap missing and new, and invert each change', async () => {
    await holds(twice, async ({ plan, before, after }) => {
      const [old, now] = [filesOf(plan, measuredOn(plan, before)), filesOf(plan, measuredOn(plan, after))];
      const [one, other] = [await compared(old, now), await compared(now, old)];
      const rows = (came: ProgramOutcome, isSwapped: boolean) =>
        rowsOf(came)
          .map((row) => side(row, isSwapped))
          .sort(byText);
      expect(rows(other, true)).toEqual(rows(one, false));
      expect(keysOf(other, true)).toEqual(keysOf(one, false));
    });
  });
});

test('every format is generated', () => {
  const names = new Set(fc.sample(plans, { numRuns: 500, seed: 1 }).map(({ format }) => format.name));
  expect(names.size).toBe(FORMATS.length);
});
