import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generate } from '../scripts/docs.ts';
import { EXAMPLES } from '../scripts/examples.ts';

/*
 * What scripts write and the project keeps is what they would write today.
 */

const ROOT = join(import.meta.dirname, '..');

test('documentation: npm run docs', async () => {
  for (const [path, text] of await generate()) expect(readFileSync(join(ROOT, path), 'utf8'), path).toBe(text);
});

test('examples: npm run examples', () => {
  const root = join(ROOT, 'examples');
  const folders = [...new Set(EXAMPLES.map(({ path }) => path.split('/')[0] ?? ''))];
  const kept = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(root.length + 1)
          .replaceAll('\\', '/'),
      ),
  );
  expect(kept.sort()).toEqual(EXAMPLES.map(({ path }) => path).sort());
  for (const { path, text } of EXAMPLES) expect(readFileSync(join(root, path), 'utf8'), path).toBe(text);
});
