import { describe, expect, test } from 'vitest';
import { planeChart } from '../../src/chart/planechart.ts';
import type { Book } from '../../src/explorer/book.ts';
import { sceneOf } from '../../src/explorer/scene.ts';
import { answerOf } from '../../src/explorer/sceneanswer.ts';
import { CHARTS, START, type View } from '../../src/explorer/view.ts';
import { NO_PRICES } from '../../src/run/cost.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { aConfiguration, aDeployment, aPoint, aScenario, disaggregated } from '../builders.ts';

const served = (concurrency: number, perUser: number, perGpu: number, ttft: number) =>
  aPoint(concurrency, { 'throughput-per-user': perUser, 'throughput-per-gpu': perGpu, ttft });

const scenario = aScenario([
  aConfiguration(aDeployment({ gpus: 8 }), [served(8, 50, 20, 100), served(64, 20, 100, 900)]),
  aConfiguration(disaggregated({ gpus: 16 }), [served(8, 60, 15, 200), served(64, 30, 90, 1500)]),
]);

function aBook(scenarios: readonly Scenario[], baseline: readonly Scenario[] = []): Book {
  return {
    ...{ userThroughput: 'concurrency', tool: 'test', commit: null, measuredAt: null, runs: 4 },
    ...{ scenarios, baseline: new Map(baseline.map((one) => [one.id, one])) },
    ...{ prices: NO_PRICES, reportedPrices: NO_PRICES },
    ...{ judged: null, objectives: [], at: [], problems: [] },
  };
}

const seen = (view: Partial<View>, book = aBook([scenario])) => {
  const scene = sceneOf(book, { ...START, ...view });
  if (scene === null) throw new Error('nothing is seen');
  return scene;
};
const frontIn = (view: Partial<View>) => seen(view).shown.front.map(({ x, y }) => [x, y]);

test('a book without scenarios shows nothing', () => {
  expect(sceneOf(aBook([]), START)).toBeNull();
});

test('a link to a scenario that is not there shows the first', () => {
  expect(seen({ scenario: 'gone' }).scenario.id).toBe(scenario.id);
});

describe('what is shown', () => {
  test('the front is of what is left, and meets the objectives', () => {
    const all = [
      [20, 100],
      [30, 90],
      [50, 20],
      [60, 15],
    ];
    expect(frontIn({})).toEqual(all);
    expect(frontIn({ kind: 'aggregated' })).toEqual([all[0], all[2]]);
    expect(frontIn({ only: ['1P-TP8/1D-TP8'] })).toEqual([all[1], all[3]]);
    expect(frontIn({ search: 'tp8 1p' })).toEqual([all[1], all[3]]);
    expect(frontIn({ load: 'concurrency 8' })).toEqual([all[2], all[3]]);
    expect(frontIn({ objectives: { ttft: 1000 } })).toEqual([all[0], all[2], all[3]]);
    expect([...seen({ objectives: { ttft: 1000 } }).missed]).toEqual(['1P-TP8/1D-TP8\nc64']);
    expect(frontIn({ search: 'nothing' })).toEqual([]);
  });

  test('in another plane, from the worst to the best', () => {
    expect(seen({ chart: 'ttft' }).shown.front.map(({ x }) => x)).toEqual([900, 100]);
  });
});

describe('an answer', () => {
  const before = aScenario([
    aConfiguration(aDeployment({ gpus: 8 }), [served(8, 50, 40, 100), served(64, 20, 100, 900)]),
  ]);
  const book = aBook([scenario], [before]);
  const answered = (view: Partial<View>) => answerOf(seen(view, book), { ...START, ...view }, book.prices);

  test('is read at the speed, with what the baseline had there and what it takes', () => {
    const answer = answered({ floor: 45, users: 100 });
    expect(answer?.reading).toMatchObject({ x: 45, configuration: { id: '1P-TP8/1D-TP8' } });
    expect(answer?.reading?.y).toBeCloseTo(52.5, 9);
    expect(answer?.before?.y).toBeCloseTo(50, 9);
    expect(answer?.change).toBeCloseTo(0.05, 9);
    expect(answer?.best?.point.metrics['throughput-per-user']).toBe(50);
    // 4,500 tok/s, of which 16 GPUs give 840.
    expect(answer?.need).toEqual({ deployments: 6, gpus: 96, hourly: null });
  });

  test('of a point that is faster than was asked for takes what its own users take', () => {
    const slow = aBook([aScenario([aConfiguration(aDeployment({ gpus: 8 }), [served(8, 50, 50, 100)])])]);
    const need = (view: Partial<View>) => {
      const asked = { ...START, users: 100, ...view };
      return answerOf(seen(asked, slow), asked, NO_PRICES)?.need;
    };
    // 8 requests in flight on 8 GPUs: 13 deployments for 100, however little is asked of each.
    for (const floor of [null, 50, 30, 1])
      expect(need({ floor })).toEqual({ deployments: 13, gpus: 104, hourly: null });
  });

  test('keeps to the objectives', () => {
    const answer = answered({ floor: 25, objectives: { ttft: 1000 } });
    expect(answer?.reading?.configuration.id).toBe('2R-TP4');
  });

  test('is none where nothing meets them, and nothing where nothing is that fast', () => {
    expect(answered({ objectives: { ttft: 1 } })).toBeNull();
    expect(answered({ floor: 1000 })).toMatchObject({ reading: null, best: null, need: null });
  });
});

test('an objective is the way that is better', () => {
  expect(frontIn({ objectives: { 'throughput-per-gpu': 80 } })).toEqual([
    [20, 100],
    [30, 90],
  ]);
});

test.each(CHARTS)('the legend of %s has the places that the chart colours by', (chart) => {
  const { plane, shown, colours } = seen({ chart });
  const marked = { baseline: null, regressed: new Set<string>(), missed: new Set<string>() };
  const { series } = planeChart(shown, { ...marked, plane, userThroughput: 'concurrency' });
  const coloured = series.filter(({ colour }) => colour !== null).map(({ id, colour }) => [id, colour]);
  expect(new Map(coloured as [string, number][])).toEqual(colours);
});

test('scenarios of one model and workload lie over each other, named by their accelerators', () => {
  const other = aScenario(scenario.configurations, { id: 'other', accelerator: 'H200' });
  const unlike = [{ isl: 1 }, { harness: 'guidellm' }, { quantization: 'fp8' }].map((difference, i) =>
    aScenario(scenario.configurations, { id: `unlike-${i}`, accelerator: 'H200', ...difference }),
  );
  const book = aBook([scenario, other, ...unlike], [scenario]);
  const scene = seen({ isOverlaid: true }, book);
  expect(scene.scenario.configurations.map(({ id }) => id)).toEqual([
    ...['H100 · 2R-TP4', 'H100 · 1P-TP8/1D-TP8', 'H200 · 2R-TP4', 'H200 · 1P-TP8/1D-TP8'],
  ]);
  expect(scene.baseline).toBeNull();
  expect(seen({}, book).others.map(({ id }) => id)).toEqual(['other']);
});
