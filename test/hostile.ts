import fc from 'fast-check';

/** Names that try to get out of their place in a page. */
export const hostileName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
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
