import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { FOLDER_FILES } from '../../src/outputs.ts';
import { DiskTarget, type NamedFile, type OutputFile } from '../../src/publish/folder.ts';

/*
 * Files that their user names: each is written whole or not at all, and nobody's file is lost to a slip of the pen.
 */

let cwd: string;
beforeEach(async () => {
  cwd = await realpath(await mkdtemp(join(tmpdir(), 'pareto-named-')));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

const named = (path: string, option = 'junit'): NamedFile => ({
  path,
  asked: `--${option} ${path}`,
  beginning: /^ours/,
});
const target = () => new DiskTarget(cwd, '--output', FOLDER_FILES);
const check = (...files: readonly NamedFile[]) => target().check('out', files);

async function write(path: string, content = 'ours, new', fail: Error | null = null) {
  async function* files(): AsyncGenerator<OutputFile> {
    yield { path: 'report.json', content: '{"format":"pareto-report/1"}' };
    yield { path, content, asked: `--junit ${path}` };
    if (fail !== null) throw fail;
  }
  await target().write('out', files());
}

async function put(path: string, text: string) {
  await mkdir(dirname(join(cwd, path)), { recursive: true });
  await writeFile(join(cwd, path), text);
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as Error).message.replaceAll(cwd, '');
}

const all = async () => (await readdir(cwd, { recursive: true })).sort();
const textOf = (path: string) => readFile(join(cwd, path), 'utf8');

describe('is written', () => {
  test.each(['junit.xml', 'a/b/junit.xml', 'out/junit.xml', './out/sub/junit.xml'])(
    'to %s, its folders made',
    async (path) => {
      await check(named(path));
      await write(path);
      expect(await textOf(path)).toBe('ours, new');
      expect((await all()).filter((one) => one.includes('incomplete'))).toEqual([]);
    },
  );

  test.each(['ours, old', '', ' \n'])('over %j', async (before) => {
    await put('junit.xml', before);
    await check(named('junit.xml'));
    await write('junit.xml');
    expect(await textOf('junit.xml')).toBe('ours, new');
  });

  test('and stays, in the output folder too, when a report without it follows', async () => {
    await write('out/junit.xml');
    await target().write(
      'out',
      (async function* () {
        yield { path: 'report.json', content: '{"format":"pareto-report/1"}' };
      })(),
    );
    expect(await all()).toEqual(['out', 'out/junit.xml', 'out/report.json']);
  });
});

test('whatever fails before the end leaves the old file, and nothing else', async () => {
  await put('junit.xml', 'ours, old');
  await expect(write('junit.xml', 'ours, new', new RangeError('too much'))).rejects.toThrow('too much');
  expect(await all()).toEqual(['junit.xml']);
  expect(await textOf('junit.xml')).toBe('ours, old');
});

test('where it cannot be written after all, the report is not either', async () => {
  await put('a', 'a file since the check');
  expect(await refusal(write('a/junit.xml'))).toMatch(
    /^--junit a\/junit\.xml: cannot be written \(E\w+: .*\); choose another$/,
  );
  expect(await all()).toEqual(['a']);
});

test('a place that has become a folder since the check: nothing is replaced', async () => {
  await write('junit.xml');
  await rm(join(cwd, 'junit.xml'));
  await mkdir(join(cwd, 'junit.xml'));
  await put('out/report.json', '{"format":"pareto-report/1","old":true}');
  expect(await refusal(write('junit.xml'))).toBe('--junit junit.xml: is no longer a file; choose another');
  expect(await textOf('out/report.json')).toContain('old');
});

test('two names that differ in capitals are one file on some systems', async () => {
  expect(await refusal(check(named('J.xml'), named('j.xml', 'export')))).toBe(
    '--export j.xml: expected a file of its own, found that of --junit J.xml',
  );
});

describe('is refused before the work', () => {
  const other = 'choose another';

  test('over a file of another program', async () => {
    await put('pom.xml', '<project/>');
    const why = 'exists and was not written by this program for that; move it away or choose another';
    expect(await refusal(check(named('pom.xml')))).toBe(`--junit pom.xml: ${why}`);
    expect(await textOf('pom.xml')).toBe('<project/>');
  });

  test('where a folder or a link is', async () => {
    await mkdir(join(cwd, 'folder'));
    await put('theirs', 'ours');
    await symlink('theirs', join(cwd, 'link'));
    expect(await refusal(check(named('folder')))).toBe(`--junit folder: expected a file, found a folder; ${other}`);
    expect(await refusal(check(named('link')))).toBe(`--junit link: expected a file, found a link; ${other}`);
  });

  test.skipIf(process.platform === 'win32')('where a device is', async () => {
    expect(await refusal(check(named('/dev/null')))).toBe(
      `--junit /dev/null: expected a file, found a pipe or a device; ${other}`,
    );
    expect(await refusal(check(named('/dev/stdout')))).toBe(
      `--junit /dev/stdout: expected a file, found a link; ${other}`,
    );
  });

  test('below a file', async () => {
    await put('a', 'theirs');
    expect(await refusal(check(named('a/b/junit.xml')))).toBe(
      `--junit a/b/junit.xml: expected a path through folders, found a file at /a; ${other}`,
    );
  });

  test.skipIf(process.getuid?.() === 0)('in a folder that takes no files', async () => {
    await mkdir(join(cwd, 'locked'));
    await chmod(join(cwd, 'locked'), 0o500);
    expect(await refusal(check(named('locked/junit.xml')))).toMatch(
      /^--junit locked\/junit\.xml: cannot be written \(EACCES/,
    );
  });

  test.each([...FOLDER_FILES, 'plots', 'plots/a.xml', 'Report.JSON', 'report.html/junit.xml'])(
    'as out/%s',
    async (path) => {
      expect(await refusal(check(named(`out/${path}`)))).toMatch(
        /: expected a file apart from those of the report, found its /,
      );
    },
  );

  test('as a file of a report that goes through a link', async () => {
    await mkdir(join(cwd, 'real'));
    await symlink('real', join(cwd, 'out'));
    for (const folder of ['real', 'out']) {
      expect(await refusal(check(named(`${folder}/runs.csv`)))).toMatch(
        /: expected a file apart .* found its runs\.csv/,
      );
    }
  });

  test.each(['out', '.', 'out/../out'])('as %s, where the report goes', async (path) => {
    expect(await refusal(check(named(path)))).toMatch(
      /: expected a file, found (?:the output folder, or a folder above it|a folder); choose another$/,
    );
  });

  test.each(['junit.xml', './junit.xml', 'a/../junit.xml', 'link/junit.xml'])(
    'twice, the second time as %s',
    async (path) => {
      await symlink('.', join(cwd, 'link'));
      const [first, second] = [named('junit.xml'), named(path, 'export')];
      expect(await refusal(check(first, second))).toBe(
        `--export ${path}: expected a file of its own, found that of --junit junit.xml`,
      );
    },
  );
});
