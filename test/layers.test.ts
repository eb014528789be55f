import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMON, LAYERS, TOP } from '../scripts/layers.ts';

/*
 * What the linter's rules on imports refuse, tried on a tree of one-line modules: data flows one way, a picture is drawn of
 * a chart alone, and the outside world is touched in few places.
 */

const ROOT = join(import.meta.dirname, '..');
const SOURCES = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true });
const SUBFOLDERS = SOURCES.filter((entry) => entry.isDirectory()).map((entry) =>
  join(entry.parentPath, entry.name)
    .slice(join(ROOT, 'src').length + 1)
    .replaceAll('\\', '/'),
);
const FOLDERS = SUBFOLDERS.filter((folder) => !folder.includes('/'));
const TOP_FILES = SOURCES.filter(({ parentPath, name }) => parentPath === join(ROOT, 'src') && name.endsWith('.ts'));

interface Attempt {
  /** Path of the module that imports. */
  readonly module: string;
  readonly imported: string;
}

/** Some modules whose direction nobody should be able to turn around by a slip in the table. */
const REFUSED: readonly Attempt[] = [
  { module: 'src/run/new.ts', imported: '../report/read.ts' },
  { module: 'src/report/raw/new.ts', imported: '../../identity/name.ts' },
  { module: 'src/regression/new.ts', imported: '../summary/number.ts' },
  { module: 'src/chart/new.ts', imported: '../plot/scale.ts' },
  { module: 'src/chart/new.ts', imported: 'node:path' },
  { module: 'src/plot/new.ts', imported: '../pareto/plane.ts' },
  { module: 'src/plot/new.ts', imported: 'node:fs' },
  { module: 'src/plot/mark/new.ts', imported: '../../scenario/scenario.ts' },
  { module: 'src/screen/new.ts', imported: '../run/number.ts' },
  { module: 'src/summary/new.ts', imported: '../explorer/view.ts' },
  { module: 'src/summary/new.ts', imported: 'node:fs' },
  { module: 'src/explorer/new.tsx', imported: '../pipeline.ts' },
  { module: 'src/explorer/new.tsx', imported: 'node:fs/promises' },
  { module: 'src/init/new.ts', imported: '../input/files.ts' },
  { module: 'src/init/new.ts', imported: 'node:fs' },
  { module: 'src/github/new.ts', imported: '../publish/comment.ts' },
  { module: 'src/input/new.ts', imported: '../publish/folder.ts' },
  { module: 'src/input/new.ts', imported: '../options.ts' },
  { module: 'src/publish/new.ts', imported: '../summary/report.ts' },
  { module: 'src/new.ts', imported: './github/client.ts' },
  { module: 'src/new.ts', imported: './step.ts' },
  { module: 'src/errors.ts', imported: './options.ts' },
  { module: 'src/options.ts', imported: './pipeline.ts' },
  { module: 'src/options.ts', imported: './input/files.ts' },
  { module: 'src/step.ts', imported: './command.ts' },
];

const ALLOWED: readonly Attempt[] = [
  { module: 'src/report/raw/new.ts', imported: '../../run/run.ts' },
  { module: 'src/report/raw/new.ts', imported: '../lookup.ts' },
  { module: 'src/chart/new.ts', imported: '../pareto/plane.ts' },
  { module: 'src/plot/mark/new.ts', imported: '../../chart/axis.ts' },
  { module: 'src/summary/new.ts', imported: '../chart/number.ts' },
  { module: 'src/explorer/new.tsx', imported: '../plot/theme.ts' },
  { module: 'src/init/new.ts', imported: '../summary/phrase.ts' },
  { module: 'src/input/new.ts', imported: 'node:fs' },
  { module: 'src/new.ts', imported: './input/files.ts' },
  { module: 'src/options.ts', imported: './run/label.ts' },
  { module: 'src/step.ts', imported: './github/client.ts' },
  { module: 'src/cli.ts', imported: './command.ts' },
];

const isOwn = (folder: string, other: string) => folder === other || folder.startsWith(`${other}/`);

/** Every folder tries a module of every other, and what every folder may import. */
function attemptsBetweenFolders(): (Attempt & { readonly isAllowed: boolean })[] {
  return SUBFOLDERS.flatMap((folder) => {
    const layer = LAYERS.find((one) => isOwn(folder, one.folder));
    const up = folder.replaceAll(/[^/]+/g, '..');
    const others = FOLDERS.filter((other) => !isOwn(folder, other)).map((other) => ({
      module: `src/${folder}/to-${other}.ts`,
      imported: `${up}/${other}/thing.ts`,
      isAllowed: layer?.imports.includes(other) ?? false,
    }));
    const common = { module: `src/${folder}/to-common.ts`, imported: `${up}/${COMMON[0]}.ts`, isAllowed: true };
    const stage = { module: `src/${folder}/to-stage.ts`, imported: `${up}/pipeline.ts`, isAllowed: false };
    return [...others, common, stage];
  });
}

/** What the linter refuses in a tree of modules that import nothing else. */
function refusedIn(attempts: readonly Attempt[]): string[] {
  const folder = mkdtempSync(join(tree, 'tried-'));
  for (const name of ['biome.json', 'biome.layers.json', '.gitignore']) {
    copyFileSync(join(ROOT, name), join(folder, name));
  }
  const modules = new Map<string, string[]>();
  for (const { module, imported } of attempts) modules.set(module, [...(modules.get(module) ?? []), imported]);
  for (const [module, imported] of modules) {
    mkdirSync(dirname(join(folder, module)), { recursive: true });
    writeFileSync(join(folder, module), imported.map((path) => `import '${path}';\n`).join(''));
  }
  const biome = join(ROOT, 'node_modules/.bin/biome');
  const args = ['lint', '--max-diagnostics=none', '.'];
  const { stdout, stderr } = spawnSync(biome, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 });
  const text = `${stdout}${stderr}`;
  expect(text).toContain(`Checked ${modules.size + 2} files`);
  const found = [...text.matchAll(/^(src\S+?\.tsx?):(\d+):\d+ lint\/style\/noRestrictedImports/gm)];
  return found.map(([, module = '', line]) =>
    told({ module, imported: modules.get(module)?.[Number(line) - 1] ?? '' }),
  );
}

function told({ module, imported }: Attempt): string {
  return `${module} imports ${imported}`;
}

let tree: string;
beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'pareto-report-layers-'));
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

test('every folder of src is a row of the table, and every row a folder', () => {
  expect(LAYERS.map(({ folder }) => folder).sort()).toEqual(FOLDERS.sort());
});

test('a folder imports only from those above it', () => {
  for (const [index, { folder, imports }] of LAYERS.entries()) {
    const above = LAYERS.slice(0, index).map((layer) => layer.folder);
    expect(
      imports.filter((name) => !above.includes(name)),
      folder,
    ).toEqual([]);
  }
});

test('files that the table names lie in src', () => {
  const names = TOP_FILES.map(({ name }) => basename(name, '.ts'));
  expect(Object.values(TOP).flatMap((all) => all.filter((name) => !names.includes(name)))).toEqual([]);
});

test('what each folder may import is allowed, and every other folder refused', () => {
  const attempts = attemptsBetweenFolders();
  const expected = attempts.filter(({ isAllowed }) => !isAllowed).map(told);
  expect(refusedIn(attempts).sort()).toEqual(expected.sort());
});

test('whatever the table says: these are refused, and those allowed', () => {
  expect(refusedIn([...ALLOWED, ...REFUSED]).sort()).toEqual(REFUSED.map(told).sort());
});
