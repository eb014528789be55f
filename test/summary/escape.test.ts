import fc from 'fast-check';
import { expect, test } from 'vitest';
import { code, escapeAttribute, escapeText, escapeUrl, fence, plain, shorten } from '../../src/summary/escape.ts';
import { link } from '../../src/summary/link.ts';
import { markdownTable, table } from '../../src/summary/tableblock.ts';
import { cellsOf, withoutFences } from './wellformed.ts';

/** Names made of what Markdown and GitHub give a meaning to, between ordinary characters. */
const pieces = [
  '|',
  '`',
  '<',
  '>',
  '&',
  '[',
  ']',
  '(',
  ')',
  '!',
  '@',
  '#',
  '\\',
  '*',
  '_',
  '~',
  '$',
  '"',
  '-',
  '+',
  '=',
  ':',
];
const words = [
  'http://a.b',
  'www.a.b',
  'a@b.c',
  '@octocat',
  '#12',
  'GH-12',
  '<!--',
  '-->',
  '<img src=x>',
  '![a](b)',
  '&#64;',
  '1. ',
  '---',
];
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...pieces, ...words, '\n', '\r\n', '\t', ' ', '\u202e', '\u0000', '\u001b[31m'),
      fc.string(),
    ),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));

test('ordinary names are left as they are', () => {
  for (const name of [
    '1P-TP8/1D-TP8 · v2',
    'meta-llama/Llama-3.1-70B-Instruct',
    'a_b.yaml:12:3',
    '≈ 33',
    '-5.2',
    '2.64',
  ]) {
    expect(escapeText(name)).toBe(name);
  }
});

test('what Markdown would format becomes a character reference', () => {
  expect(escapeText('a|b')).toBe('a&#124;b');
  expect(escapeText('<b>&amp;')).toBe('&#60;b&#62;&#38;amp;');
  expect(escapeText('![x](y)')).toBe('&#33;&#91;x&#93;(y)');
  expect(escapeText('*a* _b_ ~c~ `d` \\e $f$')).toBe(
    '&#42;a&#42; &#95;b&#95; &#126;c&#126; &#96;d&#96; &#92;e &#36;f&#36;',
  );
});

test('mentions, issues, addresses and URLs are broken by a word joiner, which GitHub does not look past', () => {
  expect(escapeText('@octocat')).toBe('&#64;\u2060octocat');
  expect(escapeText('o/r#12')).toBe('o/r&#35;\u206012');
  expect(escapeText('GH-12')).toBe('GH-\u206012');
  expect(escapeText('https://a.b WWW.a.b')).toBe('https:\u2060//a.b WWW\u2060.a.b');
});

test('nothing begins a list, a rule or a heading’s underline', () => {
  expect(escapeText('- a')).toBe('&#45; a');
  expect(escapeText('---')).toBe('&#45;--');
  expect(escapeText('===')).toBe('&#61;==');
  expect(escapeText('1. a')).toBe('1\u2060. a');
  expect(escapeText('  # a')).toBe('&#35;\u2060 a');
});

test('invisible characters are shown, line breaks are not', () => {
  expect(plain('a\r\n\tb\u202ec\u200bd\u001b[31me\u0000')).toBe('a b\uFFFDc\uFFFDd\uFFFD[31me\uFFFD');
  expect(plain('\ud800')).toBe('\uFFFD');
});

test('long names lose their middle, and no character is halved', () => {
  expect(shorten('abcdefghij', 5)).toBe('ab…ij');
  expect(shorten('abcde', 5)).toBe('abcde');
  expect([...shorten('😀'.repeat(30), 11)]).toHaveLength(11);
  expect(shorten('😀'.repeat(30), 11)).not.toMatch(/\p{Cs}/u);
});

test('code is a span, or an element where a span would not hold', () => {
  expect(code('plots/a-light.png')).toBe('`plots/a-light.png`');
  expect(code('a`|b')).toBe('<code>a&#96;&#124;b</code>');
  expect(code('@octocat')).toBe('<code>&#64;\u2060octocat</code>');
});

test('an attribute cannot be left', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      expect(escapeAttribute(name)).not.toMatch(/["<>]/);
    }),
  );
});

test('whatever the name, only plain characters and numeric references come out', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const escaped = escapeText(name);
      const rest = escaped.replace(/&#\d+;/g, '');
      expect(rest).not.toMatch(/[&<>|`[\]!\\*~$@#\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(rest.replaceAll('\u2060', '')).not.toMatch(/\p{Cf}/u);
      expect(escaped).not.toMatch(/:\/\/|www\.|&#64;(?!\u2060)|&#35;(?!\u2060)|(?<![A-Za-z0-9])gh-\d/i);
      expect(escaped).not.toMatch(/(?:^|[^A-Za-z0-9])_|_(?:$|[^A-Za-z0-9])/);
      expect(escaped).not.toMatch(/^(?:\s|[-+](?:[-\s]|$)|=|\d+[.)](?:\s|$))/);
    }),
    { numRuns: 2000 },
  );
});

test('whatever the name, a row keeps its cells and a table its lines', () => {
  const columns = [
    { label: 'Name', align: 'left', text: (name: string) => name },
    { label: 'Again', align: 'right', text: (name: string) => `${name}|` },
  ] as const;
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (names) => {
      const lines = markdownTable(table(columns, names)).split('\n');
      expect(lines).toHaveLength(names.length + 2);
      for (const line of lines) expect(cellsOf(line)).toHaveLength(2);
    }),
  );
});

test('a URL stays what it is, and cannot leave its attribute', () => {
  expect(escapeUrl('https://h/o/r/blob/abc/a.png?raw=true')).toBe('https://h/o/r/blob/abc/a.png?raw=true');
  expect(escapeUrl('a b"|`.png?x=1&y=2')).toBe('a%20b%22%7C%60.png?x=1&#38;y=2');
  fc.assert(
    fc.property(hostile, (url) => {
      expect(escapeUrl(url)).not.toMatch(/["'<>|`\\\s]|&(?!#\d+;)/);
    }),
  );
});

test('a link leads to a page of the web or nowhere', () => {
  expect(link('run 1', 'https://h/a b')).toBe('<a href="https://h/a%20b">run 1</a>');
  expect(link('a|b', 'javascript:alert(1)')).toBe('a&#124;b');
});

test('whatever the lines, a block of code ends where it should and shows no invisible character', () => {
  expect(fence(['a', '  b  '])).toBe('```text\na\n  b\n```');
  expect(fence(['````'])).toBe('`````text\n````\n`````');
  fc.assert(
    fc.property(fc.array(fc.oneof(hostile, fc.constantFrom('```', '~~~', '    ````', '</pre>'))), (lines) => {
      const block = fence(lines);
      expect(withoutFences(`before\n\n${block}\n\nafter`)).toBe('before\n\n\nafter');
      expect(block.split('\n')).toHaveLength(Math.max(1, lines.length) + 2);
      expect(block.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test.each([
  ['👩‍💻', '👩‍💻'],
  ['👩🏽‍🚀 and ❤️‍🔥', '👩🏽‍🚀 and ❤️‍🔥'],
  ['👨‍👩‍👧', '👨‍👩‍👧'],
  ['a\u200db', 'a\ufffdb'],
  ['👩\u200dx', '👩\ufffdx'],
  ['👩\u200d\u202e💻', '👩\ufffd\ufffd💻'],
  ['\u200d💻', '\ufffd💻'],
])('what joins emoji to one is kept, and no other format character: %j', (name, shown) => {
  expect(plain(name)).toBe(shown);
  expect(fence([name])).toContain(shown);
});
