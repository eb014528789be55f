import { expect, test } from 'vitest';
import { releaseOf } from '../../scripts/release/release.ts';

const SOURCES = { version: '1.2.3', changelog: '# Changes\n\n## 1.2.3\n\n- one\n', tags: ['v1.2.2', 'v1.2.3', 'v1'] };

test('a tag that agrees with package.json and change log is a release', () => {
  expect(releaseOf('v1.2.3', SOURCES)).toEqual({
    notes: '- one',
    outputs: { version: '1.2.3', prerelease: 'false', 'moving-tag': 'v1', 'dist-tag': 'latest' },
  });
});

test('a prerelease moves nothing', () => {
  const sources = { ...SOURCES, version: '1.3.0-rc.1', changelog: '## 1.3.0-rc.1\n- candidate\n' };
  expect(releaseOf('v1.3.0-rc.1', sources).outputs).toEqual({
    ...{ version: '1.3.0-rc.1', prerelease: 'true', 'moving-tag': '', 'dist-tag': 'next' },
  });
});

test.each([
  ['v1.2', 'tag: expected one such as v1.2.3 or v1.3.0-rc.1, found “v1.2”'],
  ['1.2.3', 'tag: expected one such as v1.2.3'],
  ['v1.2.4', 'package.json: expected version 1.2.4 of the tag, found 1.2.3; tag the commit that has it'],
  ['v1.2.3-rc.1', 'package.json: expected version 1.2.3-rc.1'],
])('%s is none', (name, sentence) => {
  expect(() => releaseOf(name, SOURCES)).toThrow(sentence);
});
