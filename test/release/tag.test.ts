import { describe, expect, test } from 'vitest';
import { distTagOf, movingTag, type ReleaseTag, tagOf } from '../../scripts/release/tag.ts';

function tag(text: string): ReleaseTag {
  const read = tagOf(text);
  if (read === null) throw new Error(`no tag: ${text}`);
  return read;
}

test.each([
  ['v1.2.3', { version: '1.2.3', major: 1, minor: 2, patch: 3, prerelease: null }],
  ['v0.0.0', { version: '0.0.0', major: 0, minor: 0, patch: 0, prerelease: null }],
  ['v10.20.30', { version: '10.20.30', major: 10, minor: 20, patch: 30, prerelease: null }],
  ['v1.3.0-rc.1', { version: '1.3.0-rc.1', major: 1, minor: 3, patch: 0, prerelease: 'rc.1' }],
  ['v1.3.0-0a-b', { version: '1.3.0-0a-b', major: 1, minor: 3, patch: 0, prerelease: '0a-b' }],
])('%s is a release', (text, expected) => {
  expect(tagOf(text)).toEqual(expected);
});

test.each([
  ...['1.2.3', 'v1.2', 'v1', 'V1.2.3', 'v01.2.3', 'v1.2.3.4', 'v1.2.3+build', 'v1.2.3-', 'v1.2.3-rc..1', 'v1.2.3-01'],
  ...[' v1.2.3', 'v1.2.3\n', 'v1.2.3 ', 'v1.2.3;true', ''],
])('%j is none', (text) => {
  expect(tagOf(text)).toBeNull();
});

describe('the tag of the major version', () => {
  test.each([
    ['the first', 'v1.0.0', ['v1.0.0'], 'v1'],
    ['the newest', 'v1.10.0', ['v1.9.9', 'v1.10.0', 'v1'], 'v1'],
    ['the newest of an older major version', 'v1.2.4', ['v1.2.3', 'v2.0.0', 'v1.2.4'], 'v1'],
    ['one while a prerelease of the next is out', 'v1.2.4', ['v1.3.0-rc.1'], 'v1'],
  ])('moves with %s', (_, text, all, expected) => {
    expect(movingTag(tag(text), all)).toBe(expected);
  });

  test.each([
    ['a prerelease', 'v1.3.0-rc.1', ['v1.2.0']],
    ['an older one', 'v1.2.4', ['v1.3.0']],
    ['an older one by digits, not letters', 'v1.9.0', ['v1.10.0']],
    ['one before 1.0.0', 'v0.2.0', ['v0.1.0']],
  ])('stays with %s', (_, text, all) => {
    expect(movingTag(tag(text), all)).toBeNull();
  });
});

test.each([
  ['v1.2.0', ['v1.1.9', 'v1', 'nightly', ''], 'latest'],
  ['v0.2.0', ['v0.1.0'], 'latest'],
  ['v1.2.0', ['v1.2.0-rc.1', 'v2.0.0-rc.1'], 'latest'],
  ['v1.3.0-rc.1', [], 'next'],
  ['v1.2.4', ['v2.0.0'], 'maintenance'],
] as const)('npm has %s beside %j as %s', (text, all, expected) => {
  expect(distTagOf(tag(text), all)).toBe(expected);
});
