import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/*
 * What the linter's rules on imports refuse: data flows one way, and a picture is drawn of a chart alone.
 */

const ROOT = join(import.meta.dirname, '../..');

const REFUSED = [
  ['src/chart', '../plot/scale.ts'],
  ['src/chart', '../summary/number.ts'],
  ['src/chart', 'node:path'],
  ['src/plot', '../pareto/plane.ts'],
  ['src/plot', 'node:fs'],
  ['src/plot/mark', '../../scenario/scenario.ts'],
  ['src/summary', '../plot/scale.ts'],
  ['src/explorer', '../pipeline.ts'],
  ['src/explorer', '../input/files.ts'],
  ['src/summary', '../explorer/view.ts'],
  ['src/init', '../input/files.ts'],
  ['src/init', 'node:fs'],
] as const;

const ALLOWED = [
  ['src/chart', '../pareto/plane.ts'],
  ['src/plot', '../chart/axis.ts'],
  ['src/plot/mark', '../../chart/axis.ts'],
  ['src/summary', '../chart/number.ts'],
  ['src/explorer', '../plot/theme.ts'],
  ['src/init', '../summary/phrase.ts'],
] as const;

test('imports that the linter refuses, and that it allows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-imports-'));
  for (const name of ['biome.json', '.gitignore']) copyFileSync(join(ROOT, name), join(folder, name));
  const write = (name: string) => {
    return ([place, imported]: readonly [string, string], i: number) => {
      const path = `${place}/${name}${i}.ts`;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), `export { thing } from '${imported}';\n`);
      return path;
    };
  };
  const refused = REFUSED.map(write('refused'));
  ALLOWED.forEach(write('allowed'));
  const biome = join(ROOT, 'node_modules/.bin/biome');
  const { stdout, stderr } = spawnSync(biome, ['lint', '--max-diagnostics=99', '.'], { cwd: folder, encoding: 'utf8' });
  const found = [...`${stdout}${stderr}`.matchAll(/^(src\S+?\.ts)\S* lint\/style\/noRestrictedImports/gm)];
  expect(found.map(([, path]) => path).sort()).toEqual(refused.sort());
});
