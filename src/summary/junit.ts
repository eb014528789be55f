import { groupBy } from '../run/groupby.ts';
import type { Problem } from '../run/problem.ts';
import { plain } from './escape.ts';
import { type JudgedCase, judgedIn } from './judged.ts';
import { formatPlural } from './numberformat.ts';
import type { Report } from './report.ts';
import { NameRegistry } from './stablename.ts';
import { type Attributes, element, legal } from './xml.ts';

/** The beginning of our files, which distinguishes them from those of other programs. */
export const JUNIT_BEGINNING = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="pareto-report"';

/** The suite for results that belong to no scenario. */
const WHOLE = 'pareto-report';

/** The most refused reports that a message names. */
const MOST_NAMED = 20;

/** A thing that was judged, and whether it fails the job; null if it passes. */
interface TestCase {
  readonly suite: string;
  readonly name: string;
  readonly outcome: Outcome | null;
}

interface Outcome {
  /** A skipped case does not fail the job. */
  readonly kind: 'failure' | 'skipped';
  readonly type: string;
  readonly message: string;
}

/**
 * JUnit XML according to Jenkins' schema `junit-10.xsd`: one case for each thing that was judged. A case fails if it is
 * among what fails the job, so that the file has a failure exactly when the exit status is 1; a result that neither
 * passes nor fails the job is skipped.
 */
export function renderJunit(report: Report): string {
  const judged = judgedIn(report).map((one) => ({ ...one, outcome: outcomeOf(one, report) }));
  const cases = uniquely([...wholeCases(report), ...judged]);
  const suites = [...groupBy(cases, ({ suite }) => suite)].map(([name, own]) => suiteOf(name, own, report));
  const root = element('testsuites', { name: WHOLE, ...countsOf(cases) }, suites);
  return `${JUNIT_BEGINNING.split('\n')[0]}\n${root}\n`;
}

function outcomeOf({ verdict, message }: JudgedCase, { failing }: Pick<Report, 'failing'>): Outcome | null {
  if (verdict === 'pass' || verdict === 'improvement') return null;
  const isFailing = (failing as readonly string[]).includes(verdict);
  return { kind: isFailing ? 'failure' : 'skipped', type: verdict, message };
}

/** The outcome of reading the files. */
function wholeCases(report: Report): TestCase[] {
  const { compared, problems } = report;
  const refused = problems.filter(({ severity }) => severity === 'error');
  const lost = (['missing-baseline', 'baseline-error'] as const).flatMap((code) =>
    problems.filter((problem) => problem.code === code).slice(0, 1),
  );
  const worst = lost.find(({ code }) => (report.failing as readonly string[]).includes(code)) ?? lost[0];
  const isAsked = compared?.asked === true || lost.length > 0;
  return [
    { suite: WHOLE, name: 'reports are read', outcome: readOutcome(report, 'rejected-report', refused) },
    ...(isAsked
      ? [{ suite: WHOLE, name: 'baseline is found', outcome: readOutcome(report, worst?.code ?? '', lost) }]
      : []),
  ];
}

function readOutcome({ failing }: Report, type: string, problems: readonly Problem[]): Outcome | null {
  if (problems.length === 0) return null;
  const named = problems.slice(0, MOST_NAMED).map(({ file, line, message }) => {
    const place = [file, line].filter((one) => one !== null).join(':');
    return plain(place === '' ? message : `${place}: ${message}`);
  });
  const hidden = problems.length - named.length;
  const more = hidden > 0 ? [`and ${formatPlural(hidden, 'more error')}`] : [];
  const isFailing = (failing as readonly string[]).includes(type);
  return { kind: isFailing ? 'failure' : 'skipped', type, message: [...named, ...more].join('\n') };
}

/** Makes names unique, as they are after reading: readers keep only one of two cases with the same name. */
function uniquely(cases: readonly TestCase[]): TestCase[] {
  const taken = new Map<string, NameRegistry>();
  return cases.map((one) => {
    const [suite, name] = [legal(plain(one.suite)), legal(plain(one.name))];
    const names = taken.get(suite) ?? new NameRegistry();
    taken.set(suite, names);
    return { ...one, suite, name: names.free(name) };
  });
}

function suiteOf(name: string, cases: readonly TestCase[], report: Report): string {
  const skipped = cases.filter(({ outcome }) => outcome?.kind === 'skipped').length;
  const properties = name === WHOLE ? [element('properties', {}, propertiesOf(report))] : [];
  const attributes = { name, ...countsOf(cases), skipped, time: 0 };
  return element('testsuite', attributes, [...properties, ...cases.map(elementOf)]);
}

/** Nothing was executed, so cases take no time and none of them is an error. */
function countsOf(cases: readonly TestCase[]): Attributes {
  const failures = cases.filter(({ outcome }) => outcome?.kind === 'failure').length;
  return { tests: cases.length, failures, errors: 0 };
}

function propertiesOf({ compared, sweep }: Report): string[] {
  const known = {
    verdict: compared?.comparison.verdict ?? 'none',
    tool: sweep.tool,
    commit: sweep.commit,
    'baseline-commit': compared?.baseline?.commit ?? null,
  };
  return Object.entries(known).flatMap(([name, value]) =>
    value === null ? [] : [element('property', { name, value })],
  );
}

/** Jenkins takes everything before the last dot of a class name for a package. */
function elementOf({ suite, name, outcome }: TestCase): string {
  const attributes = { name, classname: suite.replaceAll('.', '_'), time: 0 };
  if (outcome === null) return element('testcase', attributes);
  const { kind, type, message } = outcome;
  // Jenkins shows the message; GitLab shows the content.
  const [first = ''] = message.split('\n');
  return element('testcase', attributes, [element(kind, { message: first, type }, message)]);
}
