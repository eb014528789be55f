import { describe, expect, test } from 'vitest';
import type { Chart } from '../src/chart/chart.ts';
import { BARE } from '../src/naming.ts';
import { Output } from '../src/output.ts';
import { FOLDER_FILES, type OutputTarget, wantedOf } from '../src/outputs.ts';
import type { OutputFile } from '../src/publish/folder.ts';
import type { Message } from '../src/publish/log.ts';
import type { Report } from '../src/summary/report.ts';
import { aReport, aScenario, aSubject, aSweep, withFront } from './builders.ts';
import { chartOf } from './plot/drawing.ts';

/*
 * The files of the output folder in the order in which they are made; what cannot be made costs itself.
 */

const PAGE = '<!doctype html><title>x</title>';
/** A scenario whose picture cannot be drawn: a title that is none. */
const UNDRAWABLE = {
  ...chartOf(aSubject(withFront(aScenario(aSweep().scenario.configurations)))),
  title: JSON.parse('null'),
};

type PageRenderer = (report: Report) => Promise<string[]>;

const NONE = { junit: null, export: [] };

/** Every text, and the page as it is made here. */
function wantedWith(render: PageRenderer | null): OutputTarget[] {
  const wanted = wantedOf({ ...NONE, html: render === null ? 'none' : 'auto' }, BARE);
  return wanted.map((one) => {
    return render === null || one.kind.place !== 'page' ? one : { kind: { ...one.kind, render }, file: null };
  });
}

async function made(render: PageRenderer | null, charts: readonly Chart[] = [], report: Report = aReport([aSweep()])) {
  const told: string[] = [];
  const log = {
    progress() {},
    stage() {},
    problems: (all: readonly Message[]) => told.push(...all.map((p) => p.code)),
  };
  const output = new Output(report, charts, log, wantedWith(render));
  const files: OutputFile[] = [];
  for await (const file of output.files()) files.push(file);
  const textOf = (path: string) => {
    const content = files.findLast((file) => file.path === path)?.content ?? [];
    return typeof content === 'string' ? content : [...content].join('');
  };
  return { output, told, paths: files.map(({ path }) => path), textOf };
}

const TEXTS = FOLDER_FILES.filter((name) => name !== 'report.html');

test('the page comes after the texts, and the summary leads to it', async () => {
  const { output, paths, textOf, told } = await made(async () => [PAGE]);
  expect(paths).toEqual([...TEXTS, 'report.html']);
  expect(textOf('report.html')).toBe(PAGE);
  expect(textOf('summary.md')).toContain('<a href="report.html">Explore interactively</a>');
  expect([output.written.html, told]).toEqual(['report.html', []]);
});

test('without one nothing names it', async () => {
  const { output, paths, textOf } = await made(null);
  expect(paths).toEqual(TEXTS);
  expect(textOf('summary.md')).not.toMatch(/report\.html|interactively/);
  expect(output.written.html).toBeNull();
});

describe('a page that cannot be made', () => {
  const broken: PageRenderer = async () => {
    throw new RangeError('too much\nof it');
  };

  test('costs itself: a warning in the texts, which are written again and name it no more', async () => {
    const { output, paths, textOf, told } = await made(broken);
    expect(paths).toEqual([...TEXTS, ...TEXTS]);
    expect([output.written.html, told]).toEqual([null, ['no-page']]);
    const message = 'report.html, the interactive page, could not be made: too much';
    expect(JSON.parse(textOf('report.json')).problems).toMatchObject([
      { severity: 'warning', code: 'no-page', message },
    ]);
    expect(textOf('summary.md')).toContain('could not be made: too much');
    expect(textOf('summary.md')).not.toContain('Explore interactively');
  });

  test('is told together with a picture that is lost as well', async () => {
    const { told, output } = await made(broken, [UNDRAWABLE]);
    expect(told).toEqual(['no-page', 'not-drawn']);
    expect(output.report.problems.map(({ code }) => code).sort()).toEqual(['no-page', 'not-drawn']);
  });
});

describe('where a picture is lost', () => {
  test('the page is made again, of the report that says so', async () => {
    const codes: PageRenderer = async ({ problems }) => [problems.map(({ code }) => code).join()];
    const { textOf, paths } = await made(codes, [UNDRAWABLE]);
    expect(paths).toEqual([...TEXTS, 'report.html', ...TEXTS, 'report.html']);
    expect(textOf('report.html')).toBe('not-drawn');
  });

  test('and the page cannot be made again, the first stays', async () => {
    const once: PageRenderer = async ({ problems }) =>
      problems.length === 0 ? [PAGE] : Promise.reject(new Error('no'));
    const { textOf, output } = await made(once, [UNDRAWABLE]);
    expect([textOf('report.html'), output.written.html]).toEqual([PAGE, 'report.html']);
    expect(textOf('summary.md')).toContain('Explore interactively');
  });
});
