import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PlaneChart } from '../../src/chart/planechart.ts';
import { FOLDER_FILES } from '../../src/outputs.ts';
import { ask } from '../../src/plot/askthread.ts';
import { drawPlots, type LostPlot, type PlotFile } from '../../src/plot/plot.ts';
import { DiskTarget, type OutputFile } from '../../src/publish/folder.ts';
import { aConfiguration, aDeployment, aScenario, aSubject, at, withFront } from '../builders.ts';
import { EXAMPLE, emptyFolder, lonelyDist, type ProgramResult, run } from '../dist/spawn.ts';
import { chartOf } from './drawing.ts';

/*
 * A picture that cannot be drawn costs itself: CONTRACT.md, Command.
 */

/** A scenario with a point; one without its series cannot be drawn. */
function chart(id: string, series?: PlaneChart['series']): PlaneChart {
  const scenario = aScenario([aConfiguration(aDeployment(), [at(1, 5, 50)])], { id });
  const whole = chartOf(aSubject(withFront(scenario)));
  return { ...whole, series: series ?? whole.series };
}

const impossible: PlaneChart['series'] = JSON.parse('3');

async function drawn(...charts: readonly PlaneChart[]): Promise<string[]> {
  const told = (plot: PlotFile | LostPlot) =>
    'fault' in plot ? `${plot.scenario} lost` : `${plot.scenario} ${plot.theme} ${plot.format}`;
  const all: string[] = [];
  for await (const plot of drawPlots(charts)) all.push(told(plot));
  return all;
}

const whole = (id: string) => ['light svg', 'light png', 'dark svg', 'dark png'].map((what) => `${id} ${what}`);

describe('a picture that fails', () => {
  test('costs itself, and those before and behind it are drawn, in order', async () => {
    const plots = await drawn(chart('a'), chart('b', impossible), chart('c'));
    expect(plots).toEqual([...whole('a'), 'b lost', ...whole('c')]);
  });

  test('may be every one', async () => {
    expect(await drawn(chart('a', impossible), chart('b', impossible))).toEqual(['a lost', 'b lost']);
  });

  test('says why, in one line', async () => {
    for await (const plot of drawPlots([chart('a', impossible)])) {
      expect(plot).toMatchObject({ scenario: 'a', kind: 'tradeoff', fault: expect.stringMatching(/^[^\n]+$/) });
    }
  });
});

describe('a thread', () => {
  test('that dies is an error of all that waits for it, and of all that is asked later', async () => {
    const asked = ask<number, number>(() => new Worker('setTimeout(() => process.exit(3), 50)', { eval: true }));
    const [one, other] = [asked(1), asked(2)];
    await expect(one).rejects.toThrow('a thread ended with exit code 3');
    await expect(other).rejects.toThrow('a thread ended with exit code 3');
    await expect(asked(3)).rejects.toThrow('a thread ended with exit code 3');
  });

  test('that throws at its start says what', async () => {
    const asked = ask<number, number>(() => new Worker("throw new Error('no font')", { eval: true }));
    await expect(asked(1)).rejects.toThrow('no font');
  });
});

test('a file that is written again replaces what came before', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'pareto-report-twice-'));
  async function* files(): AsyncGenerator<OutputFile> {
    yield { path: 'report.json', content: '{"format":"pareto-report/1","n":1}' };
    yield { path: 'summary.md', content: 'x' };
    yield { path: 'report.json', content: '{"format":"pareto-report/1","n":2}' };
  }
  await new DiskTarget(cwd, 'output', FOLDER_FILES).write('out', files());
  expect(readFileSync(join(cwd, 'out/report.json'), 'utf8')).toContain('"n":2');
  expect(readdirSync(join(cwd, 'out')).sort()).toEqual(['report.json', 'summary.md']);
});

describe('the whole program, without the module of its drawing thread', () => {
  const cwd = emptyFolder();
  const output = join(cwd, 'pareto-report');
  let ended: ProgramResult;

  beforeAll(async () => {
    const dist = lonelyDist();
    rmSync(join(dist, 'drawing.js'));
    ended = await run(process.execPath, join(dist, 'cli.js'), [EXAMPLE], { cwd });
  });

  const report = () => JSON.parse(readFileSync(join(output, 'report.json'), 'utf8'));

  test('says so once', () => {
    expect(ended.stderr.match(/^warning: .*could not be drawn: .*\[not-drawn\]$/gm)).toHaveLength(1);
  });

  test('ends well all the same', () => {
    expect(ended.status).toBe(0);
    expect(ended.stdout).toContain('On the front: 4 of 11 configurations');
  });

  test('names no picture that is not there', () => {
    expect(existsSync(join(output, 'plots'))).toBe(false);
    expect(report().scenarios.flatMap(({ plots }: { plots: unknown[] }) => plots)).toEqual([]);
    expect(readFileSync(join(output, 'summary.md'), 'utf8')).not.toContain('plots/');
  });

  test('has the problem in its texts', () => {
    expect(report().problems).toContainEqual(expect.objectContaining({ code: 'not-drawn', severity: 'warning' }));
    expect(readFileSync(join(output, 'summary.md'), 'utf8')).toContain('could not be drawn');
  });

  test('leaves nothing half-written behind', () => {
    expect(readdirSync(output).sort()).toEqual(['report.html', 'report.json', 'runs.csv', 'summary.md']);
    expect(ended.stderr).not.toContain('cannot be written');
  });
});

// Threads of the rasteriser are just being started, and wait for the one that starts them.
test.each([50, 150, 300])('the whole program ends well if its drawing thread fails after %d ms', async (moment) => {
  const dist = lonelyDist();
  appendFileSync(join(dist, 'drawing.js'), `setTimeout(() => { throw new Error('ill') }, ${moment});`);
  const { status, stderr } = await run(process.execPath, join(dist, 'cli.js'), [EXAMPLE], { cwd: emptyFolder() });
  expect(status).toBe(0);
  if (stderr !== '') expect(stderr).toContain('could not be drawn: ill');
});
