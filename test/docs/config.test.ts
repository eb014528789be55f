import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../src/config.ts';
import { DiskSource } from '../../src/input/files.ts';
import { parseOptions } from '../../src/options.ts';
import { Findings } from '../../src/report/finding.ts';
import { statementsIn } from '../../src/report/statement.ts';
import { type Block, PAGES } from './pages.ts';

/*
 * YAML in the documentation is what this program would read; workflows are looked at in test/github/workflows.test.ts.
 */

const YAML = PAGES.flatMap(({ blocks }) => blocks).filter(({ language }) => language === 'yaml');
const named = (block: Block) => [block.place, block.text] as const;

/** The file that a block says it is in its first line; the usual config file where it names none. */
function fileOf({ text }: Block): string {
  return /^# (\S+\.ya?ml)\b/.exec(text)?.[1] ?? '.github/pareto-report.yml';
}

const isWorkflow = ({ text }: Block) => /^ *(?:- )?(?:uses|jobs):/m.test(text);
const ofUs = YAML.filter((block) => !isWorkflow(block) && fileOf(block).endsWith('pareto-report.yml'));
const configs = ofUs.filter((block) => fileOf(block).startsWith('.github/'));
const beside = ofUs.filter((block) => !fileOf(block).startsWith('.github/'));

/** The options that a config file gives. */
async function optionsOf(text: string): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-'));
  try {
    writeFileSync(join(folder, 'config.yml'), text);
    const config = await readConfig('config.yml', new DiskSource(folder));
    return parseOptions([{ values: { reports: ['results'] }, nameOf: config.nameOf }, config]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test.each(YAML.map(named))('%s is YAML', (_, text) => {
  expect(parse(text)).toBeTypeOf('object');
});

describe('config files', () => {
  test('there are some', () => expect([configs.length > 0, beside.length > 0]).toEqual([true, true]));

  test.each(configs.map(named))('%s is understood', async (_, text) => {
    await expect(optionsOf(text)).resolves.toBeTypeOf('object');
  });

  test.each(beside.map(named))('%s is understood beside results', (_, text) => {
    const findings = new Findings();
    const place = { path: 'bench/pareto-report.yml', folder: 'bench/', place: () => null };
    expect(statementsIn(parse(text), place, findings)).not.toBeNull();
    expect(findings.list).toEqual([]);
  });

  test('one that is wrong is found', async () => {
    await expect(optionsOf('thresholds:\n  outptu-throughput: -10%\n')).rejects.toThrow('output-throughput');
  });
});
