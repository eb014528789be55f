/**
 * Prints how long `npx` takes until the example is reported, and how much it stores, from a packed tarball and from git:
 * `npm run getting`, or with another repository `node scripts/getting.ts REPOSITORY`. Each starts without a cache, in a
 * home of its own.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const EXAMPLE = join(ROOT, 'examples/llama-3.1-70b-h100');
const MB = 1e6;

/** What one way of getting the program came to. */
interface Figures {
  readonly way: string;
  readonly seconds: number;
  readonly megabytes: number;
  readonly packages: number;
}

const bench = mkdtempSync(join(tmpdir(), 'getting-'));
try {
  const repository = resolve(process.argv[2] ?? ROOT);
  const clone = join(bench, 'clone');
  execFileSync('git', ['clone', '--quiet', '--depth=1', pathToFileURL(repository).href, clone]);
  const [tarball = ''] = execFileSync('npm', ['pack', '--silent', '--pack-destination', bench], {
    cwd: clone,
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .slice(-1);
  console.log(`${tarball}: ${megabytes(lstatSync(join(bench, tarball)).size)}\n`);
  const figures = [
    time('npx, packed tarball', join(bench, tarball)),
    time('npx, git', `git+${pathToFileURL(clone).href}`),
  ];
  for (const { way, ...of } of figures) {
    const packages = of.packages === 1 ? '1 package' : `${of.packages} packages`;
    console.log(
      `${way.padEnd(20)} ${of.seconds.toFixed(1).padStart(6)} s  ${megabytes(of.megabytes * MB)}, ${packages}`,
    );
  }
} finally {
  rmSync(bench, { recursive: true, force: true });
}

/** Runs the example by `npx` from a home that has nothing in it. */
function time(way: string, from: string): Figures {
  const home = mkdtempSync(join(bench, 'home-'));
  const work = join(home, 'work');
  mkdirSync(work);
  cpSync(EXAMPLE, join(work, 'results'), { recursive: true });
  const isFile = existsSync(from);
  if (isFile) cpSync(from, join(work, basename(from)));
  const before = sizeOf(home);
  const start = performance.now();
  // npm takes a file by its absolute path for a command of that name.
  execFileSync('npx', ['--yes', isFile ? `./${basename(from)}` : from, 'results'], {
    cwd: work,
    env: bare(home),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const seconds = (performance.now() - start) / 1000;
  rmSync(join(work, 'pareto-report'), { recursive: true });
  return { way, seconds, megabytes: (sizeOf(home) - before) / MB, packages: packagesIn(join(home, '.npm/_npx')) };
}

/** The surroundings without what npm was told of this project, or by whoever measures. */
function bare(home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_|^(HOME|INIT_CWD|NODE)$/i.test(name));
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter), HOME: home, npm_config_cache: join(home, '.npm') };
}

function packagesIn(folder: string): number {
  const manifests = (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []).filter(
    (path) => /node_modules\/(@[^/]+\/)?[^@./][^/]*\/package\.json$/.test(path),
  );
  return manifests.length;
}

/** Bytes in a folder; links are not followed. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => lstatSync(join(folder, path)))
    .reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0);
}

function megabytes(bytes: number): string {
  return `${(bytes / MB).toFixed(1)} MB`;
}
