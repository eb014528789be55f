import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attemptIn } from '../../src/github/attempt.ts';
import { artifactName, keyOf, markerOf, nameOfKey, pageName } from '../../src/publish/marker.ts';
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

test('no artifact has the name of another key’s or attempt’s, and each tells its attempt', () => {
  const attempt = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(hostileName, attempt, hostileName, attempt, (a, i, b, j) => {
      const [one, other] = [artifactName(a, i), artifactName(b, j)];
      expect(one === other).toBe(nameOfKey(a) === nameOfKey(b) && i === j);
      expect(pageName(a, i)).not.toBe(other);
      expect(attemptIn(one)).toEqual({ name: artifactName(a), attempt: i });
    }),
  );
  // A key that looks like an attempt is none.
  expect(artifactName('bench.attempt-2')).toMatch(/^pareto-report-bench-attempt-2-[0-9a-f]{8}$/);
  expect(attemptIn(artifactName('bench-attempt-2'))).toEqual({ name: 'pareto-report-bench-attempt-2', attempt: 1 });
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
