import fc from 'fast-check';

/** Any but half of a pair. `unit: 'binary'` of fast-check would list all of them first, 0.6 s in each worker. */
const codePoint = fc
  .integer({ min: 0, max: 0x10_ffff - 0x800 })
  .map((n) => String.fromCodePoint(n < 0xd800 ? n : n + 0x800));

/** Text of any characters. */
export const anyText = (maxLength: number) => fc.string({ unit: codePoint, maxLength });

/** Names that try to get out of their place in a page. */
export const hostileName = fc.oneof(
  anyText(40),
  fc.constantFrom(
    '|',
    '`|',
    '</details>',
    '<!--',
    '@octocat #1',
    '![a](http://a.b)',
    '\n\n# a',
    '> [!CAUTION]',
    '**',
    '"><a href=x>',
    'x'.repeat(5000),
  ),
);
