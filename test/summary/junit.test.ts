import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bound, parseBound } from '../../src/regression/bound.ts';
import { compare } from '../../src/regression/compare.ts';
import { failingOf } from '../../src/regression/gatefailure.ts';
import { FAILURES, type Failure } from '../../src/regression/verdict.ts';
import type { Point, Scenario } from '../../src/scenario/scenario.ts';
import { JUNIT_BEGINNING, renderJunit } from '../../src/summary/junit.ts';
import type { ComparisonReport, Report } from '../../src/summary/report.ts';
import {
  aBound,
  aCompared,
  aConfiguration,
  aDeployment,
  aFrontChange,
  aLoad,
  aMove,
  aPoint,
  aProblem,
  aReport,
  aRow,
  aScenario,
  aSweep,
  bothSides,
  disaggregated,
  withFront,
} from '../builders.ts';
import { aGate, EVERYWHERE } from '../gating.ts';
import { hostileName } from '../hostile.ts';
import { times } from '../thorough.ts';
import { readXml } from '../xml.ts';

/*
 * JUnit XML as Jenkins' junit-10.xsd has it, read by a strict parser, and in agreement with the exit status.
 */

interface Form {
  readonly children: readonly string[];
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** What junit-10.xsd and Surefire's schema both take, of what is written. */
const SCHEMA: Readonly<Record<string, Form>> = {
  testsuites: { children: ['testsuite'], required: ['name', 'tests', 'failures', 'errors'], optional: [] },
  testsuite: {
    children: ['properties', 'testcase'],
    required: ['name', 'tests', 'failures', 'errors', 'skipped', 'time'],
    optional: [],
  },
  properties: { children: ['property'], required: [], optional: [] },
  property: { children: [], required: ['name', 'value'], optional: [] },
  testcase: { children: ['failure', 'skipped'], required: ['name', 'classname', 'time'], optional: [] },
  failure: { children: [], required: ['message', 'type'], optional: [] },
  skipped: { children: [], required: ['message', 'type'], optional: [] },
};

/** The document, once it is seen to be of the schema, its counts to be right and its cases to be of a name each. */
function documentOf(report: Report): Document {
  const text = renderJunit(report);
  expect(text.startsWith(JUNIT_BEGINNING)).toBe(true);
  const document = readXml(text);
  const root = document.documentElement;
  expect(root.tagName).toBe('testsuites');
  expectForm(root);
  for (const one of [root, ...root.querySelectorAll('testsuite')]) {
    const count = (selector: string) => one.querySelectorAll(selector).length;
    expect(Number(one.getAttribute('tests'))).toBe(count('testcase'));
    expect(Number(one.getAttribute('failures'))).toBe(count('failure'));
    if (one !== root) expect(Number(one.getAttribute('skipped'))).toBe(count('skipped'));
  }
  const names = [...root.querySelectorAll('testcase')].map((one) =>
    JSON.stringify([one.parentElement?.getAttribute('name'), one.getAttribute('name')]),
  );
  expect(new Set(names).size).toBe(names.length);
  return document;
}

function expectForm(one: Element): void {
  const form = SCHEMA[one.tagName];
  if (form === undefined) throw new Error(`<${one.tagName}> is in no schema`);
  const given = one.getAttributeNames();
  expect(form.required.filter((name) => !given.includes(name))).toEqual([]);
  expect(given.filter((name) => ![...form.required, ...form.optional].includes(name))).toEqual([]);
  for (const child of one.children) {
    expect(form.children).toContain(child.tagName);
    expectForm(child);
  }
}

/** Name, kind and type of each case that is no pass. */
function outcomes(document: Document): string[] {
  return [...document.querySelectorAll('failure, skipped')].map((one) =>
    [one.parentElement?.getAttribute('name'), one.tagName, one.getAttribute('type'), one.textContent].join(' | '),
  );
}

const sweep = aSweep();
const compared = aCompared({
  rows: [
    aMove(-0.2),
    aRow({ load: aLoad(256), verdict: 'missing', candidate: null, change: null, bound: null }),
    aRow({ load: aLoad(1), verdict: 'new', baseline: null, change: null, bound: null }),
    aRow({ configuration: '1P-TP8/1D-TP8', verdict: 'inconclusive', candidate: 800, change: -0.2 }),
  ],
  fronts: [aFrontChange({ verdict: 'regression', change: -0.1 })],
  verdict: 'regression',
});

describe('what is no pass', () => {
  const told = (failing: readonly Failure[]) => outcomes(documentOf(aReport([sweep], { compared, failing })));

  test('fails where it fails the job, and is skipped else; each says its figures', () => {
    expect(told(['regression', 'missing'])).toEqual([
      '2R-TP4 · #00000000 · concurrency 64 · output-throughput | failure | regression | output throughput 1,000 tok/s before, 800.0 tok/s now: −20.0%, bound −10%',
      '2R-TP4 · #00000000 · concurrency 256 · output-throughput | failure | missing | not measured: only the baseline has this point, with output throughput 1,000 tok/s',
      '2R-TP4 · #00000000 · concurrency 1 · output-throughput | skipped | new | the baseline has no such point',
      '1P-TP8/1D-TP8 · #00000000 · concurrency 64 · output-throughput | skipped | inconclusive | output throughput 1,000 tok/s before, 800.0 tok/s now: −20.0%, bound −10%; it may be noise',
      'front | failure | regression | front over the points that both sides have: −10.0%, bound −7%',
    ]);
  });

  test('fails nothing where nothing does', () => {
    expect(told([]).filter((one) => one.includes('| failure |'))).toEqual([]);
    expect(told([])).toHaveLength(5);
  });
});

describe('what reading came to', () => {
  const lost = aProblem({
    severity: 'notice',
    code: 'missing-baseline',
    file: null,
    line: null,
    message: 'no such run',
  });

  test.each([
    [
      ['rejected-report'],
      'reports are read | failure | rejected-report | reports/bad.yaml:12: expected a number, found "fast"',
    ],
    [[], 'reports are read | skipped | rejected-report | reports/bad.yaml:12: expected a number, found "fast"'],
  ] as const)('a rejected report, where %j fails the job', (failing, expected) => {
    expect(outcomes(documentOf(aReport([sweep], { failing, problems: [aProblem()] })))).toEqual([expected]);
  });

  test.each([
    [['missing-baseline'], 'baseline is found | failure | missing-baseline | no such run'],
    [[], 'baseline is found | skipped | missing-baseline | no such run'],
  ] as const)('a baseline that is not there, where %j fails the job', (failing, expected) => {
    expect(outcomes(documentOf(aReport([sweep], { failing, problems: [lost] })))).toEqual([expected]);
  });

  test('all well', () => {
    const document = documentOf(aReport([sweep], { compared: aCompared() }));
    const names = [...document.querySelectorAll('testcase')].map((one) => one.getAttribute('name'));
    expect(names).toEqual(['reports are read', 'baseline is found']);
    const properties = [...document.querySelectorAll('property')].map((one) => one.getAttribute('name'));
    expect(properties).toEqual(['verdict', 'tool']);
  });
});

test('names do not depend on what lies beside, and no class has a dot', () => {
  const nameless = { ...sweep.scenario, model: 'org/Model-3.1' };
  const alone = documentOf(aReport([{ ...sweep, scenario: nameless }], { compared }));
  const other = withFront({ ...aScenario([]), id: 'other', model: 'x' });
  const renamed = { ...nameless, id: 'llama-h100-isl9999-osl1000' };
  const beside = documentOf(aReport([other, { ...sweep, scenario: renamed }], { compared }));
  const casesOf = (document: Document) => [...document.querySelectorAll('testcase')].map((one) => one.outerHTML);
  expect(casesOf(beside)).toEqual(casesOf(alone));
  const classes = [...alone.querySelectorAll('testcase')].map((one) => one.getAttribute('classname'));
  expect(new Set(classes)).toEqual(
    new Set(['pareto-report', 'org/Model-3_1 · H100 · ISL 9999 · OSL 1000 · vllm-benchmark']),
  );
});

test('whatever names hold, it is XML of that form and they are text in it', () => {
  fc.assert(
    fc.property(fc.array(hostileName, { minLength: 6, maxLength: 6 }), fc.subarray([...FAILURES]), (names, failing) => {
      const [model = '', key = '', id = '', file = '', bounds = '', message = ''] = names;
      const configuration = aConfiguration(aDeployment(), [aPoint(64)], { id, key });
      const front = withFront(aScenario([configuration, configuration], { id: model, model, prefix: key }));
      const row = aRow({ scenario: model, configuration: id, verdict: 'missing' });
      const judged = aCompared({
        rows: [row, { ...row, verdict: 'regression' }, aRow({ scenario: file, configuration: key })],
        absolute: [
          {
            scenario: file,
            bounds: [{ ...aBound('ttft <= 1'), text: bounds }],
            best: null,
            misses: [],
            reading: null,
            verdict: 'missing',
          },
        ],
      });
      const problems = [aProblem({ file, message }), aProblem({ code: 'baseline-error', message })];
      documentOf(aReport([front], { compared: judged, failing, problems }));
    }),
    { numRuns: times(70, 200) },
  );
});

const LOADS = [1, 8, 32, 128] as const;

/** Output throughputs by load; null is not measured, 0 a value that no change is known of. */
const outputs = fc.tuple(
  ...LOADS.map((load) =>
    fc.option(fc.constantFrom(0, 0.5, 0.8, 0.93, 1, 1.2).map((factor) => factor * 100 * Math.sqrt(load))),
  ),
);

function scenarioOf(all: readonly (readonly (number | null)[])[]): Scenario | null {
  const configurations = all.flatMap((values, index) => {
    const points = values.flatMap((value, i): Point[] => {
      const load = LOADS[i] ?? 1;
      const known =
        value === null
          ? null
          : { 'output-throughput': value, 'throughput-per-user': value / load, 'throughput-per-gpu': value / 8 };
      return known === null ? [] : [aPoint(load, known)];
    });
    return points.length === 0 ? [] : [aConfiguration(index === 0 ? aDeployment() : disaggregated(), points)];
  });
  return configurations.length === 0 ? null : aScenario(configurations);
}

const bounds = fc
  .subarray<readonly [Bound['metric'], string]>([
    ['output-throughput', '-5%'],
    ['front', '-3%'],
    ['front@20', '-5%'],
    ['throughput-per-gpu', '>= 40'],
    ['ttft', '<= 100'],
    ['front@10', '>= 5'],
  ])
  .map((all) =>
    all.flatMap(([metric, text]) => {
      const parsed = parseBound(metric, text);
      return 'mistake' in parsed ? [] : [parsed.bound];
    }),
  );

test('has a failure exactly where the exit status is 1, and a case for each verdict that fails the job', () => {
  const seen = new Set<string>();
  const side = fc.array(outputs, { minLength: 1, maxLength: 2 }).map(scenarioOf);
  const codes = fc.subarray(['missing-baseline', 'baseline-error', 'wrong-type'] as const);
  fc.assert(
    fc.property(
      side,
      side,
      bounds,
      fc.subarray([...FAILURES]),
      codes,
      fc.boolean(),
      (before, after, own, failOn, said, scoped) => {
        const overrides = scoped ? [{ scope: { ...EVERYWHERE, scenario: 'none*' }, bounds: own, freed: [] }] : [];
        const thresholds = { bounds: scoped ? [] : own, overrides };
        const comparison = compare([bothSides(before, after)], aGate(thresholds, { at: [20] }));
        const problems = said.map((code) => aProblem({ code, severity: code === 'wrong-type' ? 'error' : 'notice' }));
        const has = (code: string) => problems.some((problem) => problem.code === code);
        const reading = {
          'missing-baseline': has('missing-baseline'),
          'baseline-error': has('baseline-error'),
          'rejected-report': has('wrong-type'),
        };
        const failing = failingOf(comparison, failOn, reading);
        const fronts = before === null ? [] : [withFront(before)];
        const judged: ComparisonReport = { ...aCompared({}, { fronts }), comparison };
        const scenarios = after === null ? [] : [withFront(after)];
        const document = documentOf(aReport(scenarios, { compared: judged, failing, problems }));
        const failed = [...document.querySelectorAll('failure')].map((one) => one.getAttribute('type'));
        // Of the two that the baseline may be lost by, one case tells.
        const told = failing.filter((one) => one !== 'baseline-error' || !failing.includes('missing-baseline'));
        expect([...new Set(failed)].sort()).toEqual([...told].sort());
        for (const one of failing) seen.add(one);
      },
    ),
    // By chance some would not come up: these do.
    { numRuns: times(70, 200), seed: 6 },
  );
  expect(seen).toEqual(new Set(FAILURES));
});
