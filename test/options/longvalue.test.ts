import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { BARE } from '../../src/naming.ts';
import { parseOptions, type RawOptions } from '../../src/options.ts';
import { Findings } from '../../src/report/finding.ts';
import { statementsIn } from '../../src/report/statement.ts';

/*
 * Values of tens of thousands of characters: a pattern of them cannot be compiled, and nobody reads a message with one.
 */

const SIZE = 100_000;
const UNITS = ['a', 'a/', '[(', '*', '1.'];

const scoped = (changes: RawOptions) => ({ overrides: [{ thresholds: { ttft: '+15%' }, ...changes }] });
const accepted = (changes: RawOptions) => ({
  accept: [{ bound: '-20%', reason: 'r', until: '2027-01-01', ...changes }],
});

const PLACES: Readonly<Record<string, (text: string) => RawOptions>> = {
  reports: (text) => ({ reports: [text] }),
  baseline: (text) => ({ baseline: [text] }),
  output: (text) => ({ output: text }),
  junit: (text) => ({ junit: text }),
  export: (text) => ({ export: [`bmf=${text}`] }),
  'a kind of export': (text) => ({ export: [`${text}=x`] }),
  filter: (text) => ({ filter: [`model=${text}`] }),
  variant: (text) => ({ variant: text }),
  'a scenario of overrides': (text) => scoped({ scenario: text }),
  'a configuration of overrides': (text) => scoped({ configuration: text }),
  'a match of overrides': (text) => ({ overrides: [{ match: text, gpus: 8 }] }),
  'a scenario of accept': (text) => accepted({ scenario: text }),
  'a configuration of accept': (text) => accepted({ configuration: text }),
  thresholds: (text) => ({ thresholds: text }),
  'a bound': (text) => ({ thresholds: { ttft: text } }),
  slo: (text) => ({ slo: text }),
  at: (text) => ({ at: text }),
  price: (text) => ({ price: [text] }),
  'a price': (text) => ({ price: [`H100=${text}`] }),
  plots: (text) => ({ plots: text }),
};

test.each(Object.entries(PLACES))('%s: refused in a short sentence', (_, optionsOf) => {
  for (const unit of UNITS) {
    const values = { reports: ['reports'], ...optionsOf(unit.repeat(SIZE / unit.length)) };
    const refused = expect.objectContaining({ message: expect.stringMatching(/^.{1,900}$/s) });
    const parse = () => parseOptions([{ values, nameOf: BARE }]);
    expect(parse, unit).toThrow(UserError);
    expect(parse, unit).toThrow(refused);
  }
});

test('a match among statements is refused', () => {
  const findings = new Findings();
  const document = { overrides: [{ match: 'a'.repeat(SIZE), gpus: 8 }] };
  statementsIn(document, { path: 'pareto-report.yml', folder: '', place: () => null }, findings);
  expect(findings.list.map(({ message }) => message)).toEqual([expect.stringContaining('up to 1,000 characters')]);
});
