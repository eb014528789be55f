import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { comment, scalar, switchedOff } from '../../src/init/yamltext.ts';
import { parse as ownParse } from '../../src/report/yaml.ts';
import { anyText } from '../hostile.ts';

const ODD = [
  'yes',
  '8',
  'null',
  '~',
  '- a',
  'a: b',
  'a #b',
  '"',
  "it's",
  '*a',
  '&a',
  '!a',
  '%',
  '@',
  '`',
  '{a}',
  '[a]',
  '?',
  '',
];
const HIDDEN = [
  'two\nlines',
  'tab\t',
  'right\u202eleft',
  'next\u0085line',
  'line\u2028',
  'nul\0',
  '\ud800',
  ' a ',
  'é 通义千问',
];

describe('a name is read back as it was, as a value and as a key', () => {
  test.each([...ODD, ...HIDDEN])('%j', (name) => {
    const text = `${scalar(name)}: ${scalar(name)} # said\n`;
    expect(parse(text)).toEqual({ [name]: name });
    expect(ownParse(text)).toMatchObject({ document: { [name]: name } });
    expect(text).not.toMatch(/[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|\p{Cc}./u);
  });

  test('whatever it is', () => {
    fc.assert(
      fc.property(anyText(200), (name) => {
        const text = `a: ${scalar(name)}\n`;
        expect(text.trimEnd()).not.toContain('\n');
        expect(parse(text)).toEqual({ a: name });
      }),
    );
  });
});

test('a comment stays one, whatever is in it', () => {
  expect(parse(`${comment('a\nb: c\u2028d')}\na: 1\n`)).toEqual({ a: 1 });
});

test('what is switched off is told from a comment', () => {
  expect(switchedOff(['slo:', '  ttft: <= 5'])).toEqual(['#slo:', '#  ttft: <= 5']);
});
