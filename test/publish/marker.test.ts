import fc from 'fast-check';
import { expect, test } from 'vitest';
import { artifactName, keyOf, markerOf, nameOfKey } from '../../src/publish/marker.ts';
import { hostileName } from '../hostile.ts';

test.each([
  ['bench', 'bench'],
  ['nightly-h100', 'nightly-h100'],
  ['a'.repeat(60), 'a'.repeat(60)],
])('a plain key stays as it is: %s', (key, name) => {
  expect(nameOfKey(key)).toBe(name);
  expect(markerOf(key)).toBe(`<!-- pareto-report: ${name} -->`);
  expect(artifactName(key)).toBe(`pareto-report-${name}`);
});

test('keys that differ in what is left out stay apart', () => {
  const keys = [
    'bench',
    'Bench',
    'BENCH',
    'bench ',
    'bench!',
    '-bench',
    'bench--',
    'ü',
    'ö',
    '',
    ' ',
    'a'.repeat(61),
    'a'.repeat(62),
  ];
  expect(new Set(keys.map(nameOfKey)).size).toBe(keys.length);
  expect(new Set(keys.map(markerOf)).size).toBe(keys.length);
});

test('whatever the key: one HTML comment on one line, a name of an artifact and of a part of a ref', () => {
  fc.assert(
    fc.property(hostileName, (key) => {
      expect(nameOfKey(key)).toMatch(/^[a-z0-9][a-z0-9-]{0,68}$/);
      expect(markerOf(key)).toMatch(/^<!-- pareto-report: [a-z0-9-]+ -->$/);
      expect(markerOf(key).slice(4, -3)).not.toContain('--');
    }),
  );
});

test('no marker begins as another does, so that no comment is taken for another', () => {
  fc.assert(
    fc.property(hostileName, hostileName, (a, b) => {
      fc.pre(nameOfKey(a) !== nameOfKey(b));
      expect(markerOf(a).startsWith(markerOf(b))).toBe(false);
    }),
  );
});

test('without a key, the file of the workflow', () => {
  expect([keyOf('bench.yml'), keyOf('a.b.yaml'), keyOf(null)]).toEqual(['bench', 'a.b', '']);
});
