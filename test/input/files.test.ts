import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DiskSource, type FoundFile, MAX_FILE_BYTES } from '../../src/input/files.ts';

/** There a pipe has no place among the files, and what may be read is no matter of modes. */
const WINDOWS = process.platform === 'win32';
/** Whether `a` and `A` are two files here. */
const CASE_COUNTS = !existsSync(join(import.meta.dirname, 'FILES.test.ts'));

let base: string;
/** The working folder; its siblings are out of it. */
let cwd: string;

beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'pareto-input-')));
  cwd = join(base, 'work');
  await mkdir(cwd);
});

afterEach(() => rm(base, { recursive: true, force: true }));

async function files(...paths: readonly string[]) {
  for (const path of paths) {
    await mkdir(dirname(join(cwd, path)), { recursive: true });
    await writeFile(join(cwd, path), path);
  }
}

const find = (paths: readonly string[], exclude = 'pareto-report') => new DiskSource(cwd).find(paths, exclude);
const shown = async (...paths: readonly string[]) => (await find(paths)).files.map(({ path }) => path);

describe('folders', () => {
  test('are searched to the bottom, in one order', async () => {
    await files('b/2.yaml', 'b/10.yaml', 'a/z/y/x.yaml', 'a/b.yaml', 'Z/b.yaml', 'c.yaml', '.hidden/d.yaml');
    const expected = ['.hidden/d.yaml', 'Z/b.yaml', 'a/b.yaml', 'a/z/y/x.yaml', 'b/10.yaml', 'b/2.yaml', 'c.yaml'];
    expect(await shown('.')).toEqual(expected);
    expect(await shown('c.yaml', 'b', '.hidden', 'Z', 'a')).toEqual(expected);
    expect((await find(['.'])).unsearched).toEqual([]);
  });

  test('.git and node_modules are passed over', async () => {
    await files('.git/a.yaml', 'x/node_modules/b.yaml', 'x/c.yaml');
    expect(await shown('.')).toEqual(['x/c.yaml']);
    expect(await shown('x/node_modules')).toEqual(['x/node_modules/b.yaml']);
  });

  test('an empty one holds nothing, and is nothing wrong', async () => {
    await mkdir(join(cwd, 'empty'));
    expect(await find(['empty'])).toEqual({ files: [], unsearched: [], beside: [], above: [] });
  });

  test('outside of the working folder are shown from it', async () => {
    await mkdir(join(base, 'other'));
    await writeFile(join(base, 'other', 'a.yaml'), '');
    expect(await shown('../other')).toEqual(['../other/a.yaml']);
    expect(await shown(join(base, 'other'))).toEqual(['../other/a.yaml']);
  });

  test('that overlap give each file once', async () => {
    await files('a/b/x.yaml', 'a/y.yaml');
    expect(await shown('a', 'a/b', './a/b/x.yaml', 'a/b/../y.yaml', 'a/**', join(cwd, 'a'))).toEqual([
      'a/b/x.yaml',
      'a/y.yaml',
    ]);
  });
});

describe('globs', () => {
  beforeEach(() => files('r/a/1.yaml', 'r/a/2.json', 'r/b/deep/3.yaml', 'r/b/deep/4.txt', 'r/.c/5.yaml', 's/6.yaml'));

  test.each([
    ['r/*/1.yaml', ['r/a/1.yaml']],
    ['r/**/*.yaml', ['r/.c/5.yaml', 'r/a/1.yaml', 'r/b/deep/3.yaml']],
    ['**/*.{json,txt}', ['r/a/2.json', 'r/b/deep/4.txt']],
    ['r/?/[0-2].*', ['r/a/1.yaml', 'r/a/2.json']],
    ['./r/*/*.yaml', ['r/.c/5.yaml', 'r/a/1.yaml']],
    ['*/6.yaml', ['s/6.yaml']],
  ])('%s', async (pattern, expected) => {
    expect(await shown(pattern)).toEqual(expected);
  });

  test('that match folders give all that is in them', async () => {
    expect(await shown('r/[ab]')).toEqual(['r/a/1.yaml', 'r/a/2.json', 'r/b/deep/3.yaml', 'r/b/deep/4.txt']);
    expect(await shown('r/b*/*')).toEqual(['r/b/deep/3.yaml', 'r/b/deep/4.txt']);
  });

  test('several, with files and folders', async () => {
    expect(await shown('s', 'r/*/1.yaml', 'r/a/2.json')).toEqual(['r/a/1.yaml', 'r/a/2.json', 's/6.yaml']);
  });

  test.each(['nothing/*.yaml', 'r/*.csv', 'r/a/[x]'])('%s matches nothing: said, and no failure', async (pattern) => {
    expect(await find([pattern])).toEqual({
      files: [],
      unsearched: [{ path: pattern, kind: 'none', reason: 'no file matches' }],
      beside: [],
      above: [],
    });
  });

  test('signs of globs in real names are letters', async () => {
    await files('x[1]/a.yaml', 'x1/b.yaml', 'star*.yaml', 'y/{q}.yaml', '(z)/!n.yaml');
    expect(await shown('x[1]')).toEqual(['x[1]/a.yaml']);
    expect(await shown('star*.yaml')).toEqual(['star*.yaml']);
    expect(await shown('y/{q}.yaml', '(z)')).toEqual(['(z)/!n.yaml', 'y/{q}.yaml']);
  });
});

describe('links', () => {
  beforeEach(async () => {
    await files('real/a.yaml', 'real/sub/b.yaml');
    await mkdir(join(base, 'secret'));
    await writeFile(join(base, 'secret', 'c.yaml'), '');
  });
  const link = (target: string, path: string) => symlink(target, join(cwd, path));

  test('within a folder are not followed: file, folder, loop, out of it, to nothing', async () => {
    await link('a.yaml', 'real/file.yaml');
    await link('sub', 'real/folder');
    await link('..', 'real/loop');
    await link(join(base, 'secret'), 'real/out');
    await link(join(base, 'secret/c.yaml'), 'real/out.yaml');
    await link('nowhere', 'real/dangling.yaml');
    expect(await find(['real'])).toMatchObject({
      files: [{ path: 'real/a.yaml' }, { path: 'real/sub/b.yaml' }],
      unsearched: [],
    });
    expect(await shown('real/**')).toEqual(['real/a.yaml', 'real/sub/b.yaml']);
  });

  test('are followed where the user names one, and shown as named', async () => {
    await link('real', 'latest');
    await link('real/a.yaml', 'one.yaml');
    expect(await shown('latest')).toEqual(['latest/a.yaml', 'latest/sub/b.yaml']);
    expect(await shown('one.yaml')).toEqual(['one.yaml']);
  });

  test('to a file that is found elsewhere find it once', async () => {
    await link('real', 'latest');
    expect(await shown('real', 'latest', 'latest/a.yaml')).toHaveLength(2);
  });

  test('to nothing, where the user names one, are said', async () => {
    await link('nowhere', 'dangling');
    expect((await find(['dangling'])).unsearched).toEqual([
      { path: 'dangling', kind: 'error', reason: 'a broken link' },
    ]);
  });
});

describe('what cannot be searched is said, and the rest is found', () => {
  test('a path that does not exist', async () => {
    await files('a.yaml');
    const { files: found, unsearched } = await find(['missing', 'a.yaml', 'also/missing.yaml']);
    expect(found.map(({ path }) => path)).toEqual(['a.yaml']);
    expect(unsearched.map(({ path, kind }) => [path, kind])).toEqual([
      ['missing', 'none'],
      ['also/missing.yaml', 'none'],
    ]);
  });

  test.skipIf(WINDOWS)(
    'what is there and cannot be had is told from what is not there (no sockets on Windows)',
    async () => {
      await symlink('loop', join(cwd, 'loop'));
      const server = createServer().listen(join(cwd, 'socket'));
      await once(server, 'listening');
      const { unsearched } = await find(['loop', 'socket', 'none']);
      server.close();
      expect(unsearched).toEqual([
        { path: 'loop', kind: 'error', reason: expect.stringContaining('ELOOP') },
        { path: 'socket', kind: 'error', reason: 'neither a file nor a folder' },
        { path: 'none', kind: 'none', reason: 'no such file or folder' },
      ]);
    },
  );

  test('paths that lead to nothing are told without a search of the others', async () => {
    await files('a/b.yaml');
    const there = ['a', 'a/b.yaml', 'a/*.yaml', ...(WINDOWS ? [] : ['/dev/null'])];
    const unfound = new DiskSource(cwd).unfound([...there, 'gone', 'a/*.json']);
    expect(unfound.map(({ path }) => path)).toEqual(['gone', 'a/*.json']);
  });

  test.skipIf(WINDOWS || process.getuid?.() === 0)('a folder that may not be read', async () => {
    await files('x/a.yaml', 'x/locked/b.yaml');
    await chmod(join(cwd, 'x/locked'), 0);
    const { files: found, unsearched } = await find(['x']);
    await chmod(join(cwd, 'x/locked'), 0o700);
    expect(found.map(({ path }) => path)).toEqual(['x/a.yaml']);
    expect(unsearched).toMatchObject([{ path: 'x/locked' }]);
  });
});

describe('the output folder', () => {
  beforeEach(() => files('pareto-report/report.json', 'x/pareto-report/a.yaml', 'b.yaml'));

  test('is passed over, and only it', async () => {
    expect(await shown('.')).toEqual(['b.yaml', 'x/pareto-report/a.yaml']);
    expect(await shown('**/*')).toEqual(['b.yaml', 'x/pareto-report/a.yaml']);
    expect((await find(['.'], join(cwd, 'x'))).files.map(({ path }) => path)).toEqual([
      'b.yaml',
      'pareto-report/report.json',
    ]);
  });

  test('is passed over by its real place where a link leads there', async () => {
    await symlink(cwd, join(base, 'link'));
    expect(await shown('../link')).not.toContain('../link/pareto-report/report.json');
  });

  test('is passed over where the option names it by a link', async () => {
    await symlink(cwd, join(base, 'link'));
    expect((await find(['x'], '../link/x/pareto-report')).files).toEqual([]);
    expect((await find(['.'], join(base, 'link/x'))).files.map(({ path }) => path)).not.toContain(
      'x/pareto-report/a.yaml',
    );
  });

  test.skipIf(CASE_COUNTS)(
    'is passed over in whatever case it is spelled (where case counts it is another)',
    async () => {
      expect((await find(['X'], 'x/Pareto-Report')).files).toEqual([]);
      expect((await find(['x', 'X'], '.')).files).toHaveLength(1);
    },
  );

  test('that holds the reports too does not hide them', async () => {
    expect((await find(['.'], '.')).files.map(({ path }) => path)).toContain('b.yaml');
    expect((await find(['x'], 'x')).files.map(({ path }) => path)).toEqual(['x/pareto-report/a.yaml']);
  });
});

describe('what an interrupted run left', () => {
  beforeEach(() => files('out/report.json', 'out/.incomplete-a1B2c3/report.json', 'out/.incomplete/x.json'));

  test('is met in no folder and by no glob', async () => {
    const expected = ['out/.incomplete/x.json', 'out/report.json'];
    expect(await shown('out')).toEqual(expected);
    expect(await shown('**/*.json')).toEqual(expected);
  });
});

describe.skipIf(WINDOWS)('pipes and devices (none on Windows)', () => {
  const pipe = (name: string) => spawnSync('sh', ['-c', 'mkfifo "$1"', 'sh', join(cwd, name)]);
  const fill = (name: string, text: string) =>
    spawn('sh', ['-c', 'printf %s "$1" > "$2"', 'sh', text, join(cwd, name)]);

  test('are read where they are named, once, and give the same again', async () => {
    pipe('p');
    const source = new DiskSource(cwd);
    const { files: found, unsearched } = await source.find(['p'], '');
    expect({ found, unsearched }).toMatchObject({ found: [{ path: 'p', named: true }], unsearched: [] });
    fill('p', 'text');
    const [file] = found as [FoundFile];
    const bytes = Buffer.from('text');
    expect(await source.read(file)).toEqual({ bytes, limit: null });
    const [again] = (await source.find(['p'], '')).files as [FoundFile];
    expect(await source.read(again)).toEqual({ bytes, limit: null });
    const { pieces, ...short } = await source.read(again, 3);
    expect(short).toEqual({ bytes, limit: 3 });
    expect([...(pieces?.() ?? [])]).toEqual([bytes]);
  });

  test('are passed over in a folder', async () => {
    await files('x/a.yaml');
    pipe('x/p.yaml');
    expect(await shown('x', 'x/*')).toEqual(['x/a.yaml']);
  });

  test('in place of a file that was found: nobody waits for what never comes', async () => {
    await files('x/a.yaml');
    const source = new DiskSource(cwd);
    const [file] = (await source.find(['x'], '')).files as [FoundFile];
    const large = await source.read(file, 1);
    await rm(join(cwd, 'x/a.yaml'));
    pipe('x/a.yaml');
    const lost = expect.objectContaining({ message: 'it is no longer a file', syscall: 'read' });
    await expect(source.read(file)).rejects.toThrow(lost);
    expect(() => [...(large.pieces?.() ?? [])]).toThrow(lost);
  });

  test('a device is read too', async () => {
    const source = new DiskSource(cwd);
    const [file] = (await source.find(['/dev/null'], '')).files as [FoundFile];
    expect(await source.read(file)).toEqual({ bytes: Buffer.of(), limit: null });
  });
});

describe('reading', () => {
  const source = () => new DiskSource(cwd);
  const fileAt = (path: string): FoundFile => ({
    ...{ path, named: false, isStream: false, absolute: join(cwd, path) },
    ...{ location: join(cwd, path), place: cwd, depth: 0 },
  });

  test('gives the bytes as they are', async () => {
    await writeFile(join(cwd, 'a.yaml'), new Uint8Array([0, 255, 10]));
    expect(await source().read(fileAt('a.yaml'))).toEqual({ bytes: Buffer.from([0, 255, 10]), limit: null });
  });

  test('gives only the head of a huge file', async () => {
    await writeFile(join(cwd, 'huge.json'), '{"version":"0.2"');
    await truncate(join(cwd, 'huge.json'), MAX_FILE_BYTES + 1);
    const { bytes, limit } = await source().read(fileAt('huge.json'));
    expect(limit).toBe(MAX_FILE_BYTES);
    expect(bytes.length).toBeLessThan(2 ** 20);
    expect(new TextDecoder().decode(bytes)).toContain('{"version":"0.2"');
  });

  test('gives a file of just the largest size whole', async () => {
    await writeFile(join(cwd, 'large.json'), '');
    await truncate(join(cwd, 'large.json'), MAX_FILE_BYTES);
    const { bytes, limit } = await source().read(fileAt('large.json'));
    expect([bytes.length, limit]).toEqual([MAX_FILE_BYTES, null]);
  });

  test.each([
    ['one that is read whole', 2 ** 20, MAX_FILE_BYTES],
    ['one that is read in pieces', 2 ** 22, 2 ** 20],
  ])('refuses a file that changes meanwhile: %s', async (_, size, limit) => {
    const path = join(cwd, 'growing.json');
    await writeFile(path, ' '.repeat(size));
    const script = `const fs = require('node:fs'); const file = fs.openSync(${JSON.stringify(path)}, 'a');
      fs.writeSync(1, 'go'); for (;;) fs.writeSync(file, ' ');`;
    const writer = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(writer.stdout, 'data');
      const reading = async () => {
        const { pieces } = await source().read(fileAt('growing.json'), limit);
        for (const _piece of pieces?.() ?? []) await new Promise((resolve) => setTimeout(resolve, 5));
      };
      // Between two of its writes it may be read whole.
      const many = async () => {
        for (let round = 0; round < 200; round += 1) await reading();
      };
      await expect(many()).rejects.toThrow(
        expect.objectContaining({ message: 'it changed while it was read', syscall: 'read' }),
      );
    } finally {
      writer.kill('SIGKILL');
    }
  });

  test('fails with the system’s reason', async () => {
    await expect(source().read(fileAt('gone.yaml'))).rejects.toThrow('ENOENT');
  });
});

/** Others have no such names. */
describe.runIf(process.platform === 'linux')('a name that is not UTF-8', () => {
  const foreign = (...names: readonly string[]) => Buffer.from(join(cwd, ...names), 'latin1');
  const reason = 'its name is not valid UTF-8: rename it';

  test('of a file is said where it is read', async () => {
    await mkdir(join(cwd, 'x'));
    await writeFile(foreign('x', '\u00ff.json'), '{}');
    const source = new DiskSource(cwd);
    for (const path of ['x', 'x/*.json']) {
      const [file] = (await source.find([path], '')).files as [FoundFile];
      await expect(source.read(file)).rejects.toThrow(expect.objectContaining({ message: reason, syscall: 'open' }));
    }
  });

  test('of a folder is said where it is listed, and of either where it is given', async () => {
    await mkdir(foreign('x\u00ff'));
    expect((await find(['.'])).unsearched).toEqual([{ path: 'x\ufffd', kind: 'error', reason }]);
    expect((await find(['x\ufffd'])).unsearched).toEqual([
      { path: 'x\ufffd', kind: 'error', reason: `no such file or folder, or ${reason}` },
    ]);
  });

  test('a name in UTF-8 may have the sign that stands for others', async () => {
    await files('x/\ufffd.json');
    expect(await shown('x')).toEqual(['x/\ufffd.json']);
  });
});
