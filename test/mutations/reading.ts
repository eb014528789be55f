import { expect } from 'vitest';
import { configOf } from '../../src/config.ts';
import { UserError } from '../../src/errors.ts';
import { BARE } from '../../src/naming.ts';
import { parseOptions } from '../../src/options.ts';
import { Findings } from '../../src/report/finding.ts';
import { readOwn } from '../../src/report/own.ts';
import { placesIn } from '../../src/report/raw/documents.ts';
import { located, problemsOf, ReportReader } from '../../src/report/read.ts';
import { statementsIn } from '../../src/report/statement.ts';
import { textOf } from '../../src/report/text.ts';
import { parse } from '../../src/report/yaml.ts';
import { METRICS, metricsOf } from '../../src/run/metric.ts';
import type { Problem } from '../../src/run/problem.ts';
import type { Run } from '../../src/run/run.ts';

/** What no message may have; what it quotes or shows of the file is the file's own. */
const UNSPEAKABLE = /\b(undefined|NaN|Infinity)\b|\[object |Invalid input|Too (big|small)/;

export function expectPlain(message: string): void {
  const own = message.replace(/“[^”]*”|"[^"]*"/g, '“…”');
  expect(own).not.toMatch(UNSPEAKABLE);
  expect(message).not.toBe('');
}

/** Every metric a number from 0 up, or null. */
function expectSound(run: Run): void {
  const metrics = metricsOf(run, { userThroughput: 'concurrency' });
  for (const { id } of METRICS) {
    const value = metrics[id];
    expect(value === null || (Number.isFinite(value) && value >= 0), `${id} = ${value}`).toBe(true);
  }
  expect(metrics['failure-rate'] ?? 0).toBeLessThanOrEqual(1);
}

/** What reads files of some kind, with what must hold of each. */
export const READERS = {
  results: (bytes: Uint8Array, name: string) => {
    const readings = new ReportReader().read({ path: `r/${name}`, bytes, limit: null });
    for (const { run } of readings) if (run !== null) expectSound(run);
    expectNamed(problemsOf(readings), `r/${name}`);
  },
  own: (bytes: Uint8Array, name: string) => {
    const text = textOf(bytes);
    const findings = new Findings();
    const document = text === null ? null : documentIn(text, findings);
    const own = text === null || document === null ? null : readOwn(document, findings);
    for (const run of own?.runs ?? []) expectSound(run);
    if (text !== null && own === null) expect(findings.list).not.toEqual([]);
    if (text !== null) expectNamed(located(name, text, findings), name);
  },
  config: (bytes: Uint8Array, name: string) => {
    const text = textOf(bytes);
    if (text === null) return;
    try {
      const { values, nameOf } = configOf(text, name);
      parseOptions([
        { values, nameOf, isShared: true },
        { values: { reports: ['reports'] }, nameOf: BARE },
      ]);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      expectPlain(error.message);
      expect(error.message, 'the file is named').toContain(name);
    }
  },
  statements: (bytes: Uint8Array, name: string) => {
    const text = textOf(bytes);
    if (text === null) return;
    const findings = new Findings();
    const document = documentIn(text, findings);
    if (!findings.hasError) statementsIn(document, { path: name, folder: '', place: placesIn(text) }, findings);
    expectNamed(located(name, text, findings), name);
  },
};

function documentIn(text: string, findings: Findings): unknown {
  const parsed = parse(text);
  if ('document' in parsed) return parsed.document;
  const { code, message, position } = parsed.unreadable;
  findings.error(code, null, message, position);
  return null;
}

function expectNamed(problems: readonly Problem[], file: string): void {
  for (const problem of problems) {
    expectPlain(problem.message);
    expect(problem.file).toBe(file);
    for (const place of [problem.line, problem.column]) expect(place ?? 1).toBeGreaterThan(0);
  }
}
