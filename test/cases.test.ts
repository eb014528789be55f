import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { UserError } from '../src/errors.ts';
import type { RawOptions } from '../src/options.ts';
import { renderTerminal } from '../src/summary/terminal.ts';
import { runIn, type WorldOutcome } from './world.ts';

/*
 * Each folder of `cases/` is a case: `reports/` and `options.yaml` go in, and what comes out is in `expected/`.
 * `UPDATE_GOLDENS=1` writes what came out instead of comparing; read the diff before you commit it.
 */

const ROOT = join(import.meta.dirname, 'cases');
const UPDATE = process.env.UPDATE_GOLDENS === '1';
const cases = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());

afterAll(() => {
  if (UPDATE && process.env.CI) throw new Error('CI never writes goldens');
});

for (const { name } of cases) {
  test(name, async () => {
    const folder = join(ROOT, name);
    const produced = await run(folder);
    const expected = join(folder, 'expected');
    if (UPDATE) rewrite(expected, produced);
    expect([...produced.keys()].sort(), 'files that came out').toEqual(filesIn(expected));
    for (const [path, text] of produced) {
      expect(text, path).toBe(readFileSync(join(expected, path), 'utf8'));
    }
  });
}

/**
 * Everything that a case writes and prints, as text; pictures are the SVGs and the charts that they are drawn of, and the
 * page has tests of its own.
 */
async function run(folder: string): Promise<ReadonlyMap<string, string>> {
  const path = join(folder, 'options.yaml');
  const options = existsSync(path) ? (parse(readFileSync(path, 'utf8')) as RawOptions) : {};
  const problems: string[] = [];
  const files: WorldOutcome['files'][number][] = [];
  try {
    const ran = await runIn(folder, { reports: ['reports'], html: 'none', ...options }, (problem) =>
      problems.push(JSON.stringify(problem)),
    );
    const charts = ran.outcome.charts.map((chart) => ({
      path: `charts/${chart.scenario}-${chart.kind}.json`,
      content: `${JSON.stringify(chart, null, 2)}\n`,
    }));
    files.push(...ran.files, ...charts, { path: 'terminal.txt', content: renderTerminal(ran.outcome.report) });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    files.push({ path: 'error.txt', content: `${[error.message, ...problems].join('\n')}\n` });
  }
  const readable = files.filter((file) => !file.path.endsWith('.png'));
  return new Map(readable.map((file) => [file.path, golden(file.path, file.content)]));
}

/** Texts as they are; numbers of `report.json` and `runs.csv` rounded, so that a diff can be read. */
function golden(path: string, content: string | Uint8Array): string {
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  if (!/\.(json|csv)$/.test(path)) return text;
  return text.replace(/(?<![\w.])-?\d+\.\d{6,}(e[+-]?\d+)?/g, (number) =>
    String(Number(Number(number).toPrecision(6))),
  );
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

function rewrite(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
