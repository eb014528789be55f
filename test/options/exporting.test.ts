import { describe, expect, test } from 'vitest';
import { BARE } from '../../src/naming.ts';
import { parseOptions, type RawOptions } from '../../src/options.ts';
import { complaintOf } from './complaint.ts';

const parse = (values: RawOptions) => parseOptions([{ values: { reports: ['results'], ...values }, nameOf: BARE }]);

const complaint = (values: RawOptions) => complaintOf(() => parse(values));

test('exports are KIND=FILE, one a line or separated by commas', () => {
  const both = [
    { kind: 'bmf', file: 'a.json' },
    { kind: 'openmetrics', file: 'b.txt' },
  ];
  for (const text of [
    'bmf=a.json,openmetrics=b.txt',
    'bmf=a.json, openmetrics = b.txt',
    'bmf=a.json\nopenmetrics=b.txt',
  ])
    expect(parse({ export: text }).export, text).toEqual(both);
});

test('a path may have a comma or an equals sign: a comma separates only before a kind', () => {
  expect(parse({ export: ['bmf=a,b=c.json\n openmetrics = metrics.txt ', 'bmf=d.json'] }).export).toEqual([
    { kind: 'bmf', file: 'a,b=c.json' },
    { kind: 'openmetrics', file: 'metrics.txt' },
    { kind: 'bmf', file: 'd.json' },
  ]);
});

describe('what is none', () => {
  const FORM = 'export: expected KIND=FILE, with one of the kinds bigger-is-better, bmf, openmetrics, found';

  test.each([
    ['biggerisbetter=a.json', `${FORM} “biggerisbetter=a.json”; did you mean bigger-is-better=a.json?`],
    ['bmf', `${FORM} “bmf”; did you mean bmf=FILE?`],
    ['bmf=', `${FORM} “bmf=”; did you mean bmf=FILE?`],
    ['bmf=-', `${FORM} “bmf=-”`],
    ['bmf=out/', `${FORM} “bmf=out/”`],
    ['tap=a.txt', `${FORM} “tap=a.txt”`],
  ])('%s', (given, expected) => {
    expect(complaint({ export: given })).toBe(expected);
  });

  test.each(['-', 'out/', 'a\0b'])('junit %j', (path) => {
    expect(complaint({ junit: path })).toBe(`junit: expected the path of a file, found “${path}”`);
  });
});
