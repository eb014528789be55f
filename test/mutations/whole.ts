import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { UserError } from '../../src/errors.ts';
import type { RawOptions } from '../../src/options.ts';
import type { Message } from '../../src/publish/log.ts';
import { renderTerminal } from '../../src/summary/terminal.ts';
import { runIn, type WorldOutcome } from '../world.ts';
import { expectPlain } from './reading.ts';

const SCHEMA = join(import.meta.dirname, '../../docs/report.schema.json');
const isReport = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

/** Runs the whole program on some files, as the candidate and as the baseline of a sound one, and checks what it writes. */
export async function runWhole(name: string, bytes: Uint8Array, sound: string, isBaseline: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mutation-'));
  const told: Message[] = [];
  const options: RawOptions = {
    reports: ['now'],
    plots: 'none',
    html: 'none',
    ...(isBaseline ? { baseline: ['before'] } : {}),
  };
  try {
    write(join(folder, isBaseline ? 'before' : 'now', name), bytes);
    write(join(folder, 'now', 'sound', 'benchmark_report.yaml'), sound);
    expectWhole(await runIn(folder, options, (problem) => told.push(problem)));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expectPlain(error.message);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const { message } of told) expectPlain(message);
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
}

function expectWhole({ files, outcome }: WorldOutcome): void {
  const text = (name: string) => String(files.find(({ path }) => path === name)?.content);
  isReport(JSON.parse(text('report.json')));
  expect(isReport.errors ?? []).toEqual([]);
  const cells = text('runs.csv').split(/[,\n]/);
  expect(cells.filter((cell) => /^-?(NaN|Infinity|undefined)$/.test(cell))).toEqual([]);
  for (const output of [text('summary.md'), renderTerminal(outcome.report)]) {
    // What a file says itself is quoted.
    expect(output.replaceAll(/“[^”]*”/g, '“”')).not.toMatch(/\bundefined\b|\bNaN\b|\bInfinity\b|\[object /);
  }
}
