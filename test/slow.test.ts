import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { expect, test } from 'vitest';
import { LONGEST, SLOW } from './slow.ts';

/* What the quick suite leaves out is there, and what it runs starts neither `dist/` nor a browser. */

const ROOT = join(import.meta.dirname, '..');

test('what is left out is there', () => {
  expect(SLOW.map((glob) => glob.replace('/**/*.test.ts', '')).filter((path) => !existsSync(join(ROOT, path)))).toEqual(
    [],
  );
});

test('what begins first is there, and left out too', () => {
  const isSlow = picomatch([...SLOW]);
  expect(LONGEST.filter((path) => !isSlow(path) || !existsSync(join(ROOT, path)))).toEqual([]);
});

test('what is run starts neither dist/ nor a browser', () => {
  const isSlow = picomatch([...SLOW]);
  const paths = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' });
  const tests = paths.map((path) => `test/${path.replaceAll('\\', '/')}`).filter((path) => path.endsWith('.test.ts'));
  const quick = tests.filter((path) => !isSlow(path));
  const starts = /from '[^']*(?:dist\/spawn|github\/runner|browser\/browser|playwright-core)/;
  expect(quick.filter((path) => starts.test(readFileSync(join(ROOT, path), 'utf8')))).toEqual([]);
  expect(quick.length).toBeGreaterThan(100);
});
