import { describe, expect, test } from 'vitest';
import { notesOf } from '../../scripts/release/notes.ts';

test.each([
  ['plain', '# Changes\n\n## 1.2.3\n\n- one\n- two\n\n## 1.2.2\n\n- older\n', '- one\n- two'],
  ['with v and a date', '## v1.2.3 - 2026-12-01\n- one\n## v1.2.2\n', '- one'],
  ['in brackets', '## [Unreleased]\n\n## [1.2.3] - 2026-12-01\n- one\n', '- one'],
  ['a link', '## [1.2.3](https://example.com/v1.2.3) (2026-12-01)\n- one\n', '- one'],
  ['the last, without an end', '## 1.2.4\n- newer\n## 1.2.3\n- one', '- one'],
  ['line breaks of Windows, and a mark', '\ufeff# Changes\r\n\r\n## 1.2.3\r\n\r\n- one\r\n- two\r\n', '- one\n- two'],
  [
    'headings of its own',
    '## 1.2.3\n### Added\n- one\n### Fixed\n- two\n## 1.2.2\n',
    '### Added\n- one\n### Fixed\n- two',
  ],
  ['headings in code', '## 1.2.3\n```md\n## 1.2.2\n```\n- one\n## 1.2.2\n', '```md\n## 1.2.2\n```\n- one'],
  ['code with a longer fence', '## 1.2.3\n~~~~\n~~~\n# a\n~~~~\n- one\n## 1.2.2\n', '~~~~\n~~~\n# a\n~~~~\n- one'],
  ['a heading that is closed', '## 1.2.3 ##\n- one\n', '- one'],
  ['headings of the first level', '# 1.2.3\n- one\n# 1.2.2\n- older\n', '- one'],
  [
    'beside versions that begin alike',
    '## 1.2.30\n- a\n## 1.2.3-rc.1\n- b\n## 1.2.3\n- one\n## 11.2.3\n- c\n',
    '- one',
  ],
])('%s', (_, changelog, notes) => {
  expect(notesOf(changelog, '1.2.3')).toBe(notes);
});

test('of a prerelease', () => {
  expect(notesOf('## 1.2.3\n- one\n## 1.2.3-rc.1\n- candidate\n', '1.2.3-rc.1')).toBe('- candidate');
});

describe('no notes', () => {
  test.each([
    [
      'no section',
      '# Changes\n\n## Unreleased\n\n- one\n',
      'expected a section ## 1.2.3, found “Changes”, “Unreleased”; add one',
    ],
    ['an empty file', '', 'expected a section ## 1.2.3, found none'],
    ['an empty section', '## 1.2.3\n\n  \n## 1.2.2\n- older\n', 'expected notes under ## 1.2.3, found nothing'],
    ['two sections', '## 1.2.3\n- one\n## 1.2.3\n- two\n', 'expected one section ## 1.2.3, found 2; join them'],
    ['the version in a sentence', '## Since 1.2.3\n- one\n', 'expected a section ## 1.2.3'],
    ['a section that is code', '```\n## 1.2.3\n- one\n```\n', 'expected a section ## 1.2.3'],
  ])('%s', (_, changelog, sentence) => {
    expect(() => notesOf(changelog, '1.2.3')).toThrow(sentence);
  });
});
