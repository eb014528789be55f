import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep, setImmediate as turnOfEvents } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { FOLDER_FILES } from '../../src/outputs.ts';
import { DiskTarget, type OutputFile } from '../../src/publish/folder.ts';
import { stagingPrefix } from '../../src/publish/newfolder.ts';
import { Turn } from '../../src/publish/turn.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await realpath(await mkdtemp(join(tmpdir(), 'pareto-output-')));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

/** A report that names pictures of a scenario. */
function reportOf(...plots: readonly string[]): string {
  return JSON.stringify({
    format: 'pareto-report/1',
    scenarios: plots.map((name) => ({
      plots: [{ theme: 'light', file: name.includes('/') ? name : `plots/${name}.png` }],
    })),
  });
}

async function* filesOf(...plots: readonly string[]): AsyncGenerator<OutputFile> {
  yield { path: 'report.json', content: reportOf(...plots) };
  yield { path: 'summary.md', content: 'ours' };
  yield { path: 'runs.csv', content: 'ours' };
  for (const name of plots) {
    for (const ending of ['png', 'svg']) yield { path: `plots/${name}.${ending}`, content: 'ours' };
  }
}

const target = () => new DiskTarget(cwd, '--output', FOLDER_FILES);
const write = (...plots: readonly string[]) => target().write('out', filesOf(...plots));

async function put(path: string, text = 'theirs') {
  await mkdir(dirname(join(cwd, path)), { recursive: true });
  await writeFile(join(cwd, path), text);
}

/** Everything under a folder, with what is in it. */
async function all(folder = 'out'): Promise<Record<string, string>> {
  const entries = await readdir(join(cwd, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return Object.fromEntries(files.map((file, index) => [file.slice(join(cwd, folder).length + 1), texts[index] ?? '']));
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as Error).message;
}

/** Since Node 22. */
const canFree = 'transfer' in ArrayBuffer.prototype;

test.skipIf(!canFree)('the memory of a picture is given back once it is written', async () => {
  const [own, part] = [new Uint8Array(5).fill(65), new Uint8Array(5).fill(65).subarray(1)];
  async function* files(): AsyncGenerator<OutputFile> {
    yield* filesOf('a');
    yield { path: 'plots/a.png', content: own };
    yield { path: 'plots/a.svg', content: part };
  }
  await target().write('out', files());
  expect(await all()).toMatchObject({ 'plots/a.png': 'AAAAA', 'plots/a.svg': 'AAAA' });
  expect([own.byteLength, part.byteLength]).toEqual([0, 4]);
});

describe('what is ours is replaced', () => {
  test('with the pictures that the old report names, and nothing else', async () => {
    await put('out/plots/logo-light.png');
    await put('out/notes.txt');
    await write('a-light', 'b-dark');
    await write('b-dark', 'c-light');
    const theirs = { 'plots/logo-light.png': 'theirs', 'notes.txt': 'theirs' };
    const names = [
      'summary.md',
      'runs.csv',
      ...['b-dark', 'c-light'].flatMap((p) => [`plots/${p}.png`, `plots/${p}.svg`]),
    ];
    const ours = Object.fromEntries(names.map((name) => [name, 'ours']));
    expect(await all()).toEqual({ ...theirs, ...ours, 'report.json': reportOf('b-dark', 'c-light') });
  });

  test('a folder of pictures goes with the last of them, unless something else lies in it', async () => {
    await write('a-light');
    await write();
    expect(await readdir(join(cwd, 'out'))).not.toContain('plots');
    await put('out/plots/logo-light.png');
    await write('a-light');
    await write();
    expect(await readdir(join(cwd, 'out/plots'))).toEqual(['logo-light.png']);
  });

  test.each([
    '{"format":"pareto-report/2","x":1}',
    ' {\n\t"format" : "pareto-report/1"}\r\n',
    '{"format": "pareto-report/0',
  ])('of any version and form: %s', async (text) => {
    await put('out/report.json', text);
    await put('out/summary.md');
    await target().check('out', []);
    await write();
    expect(await all()).toMatchObject({ 'summary.md': 'ours' });
  });

  test('names in an old report lead nowhere else', async () => {
    const names = [
      '../x-light',
      '/etc/x-light',
      'plots/../x-light',
      'plots/sub/x-light',
      'x-light',
      'plots/..\\x-light',
    ];
    await put(
      'out/report.json',
      reportOf(...names.map((name) => (name.includes('/') ? `${name}.png` : `./${name}.png`))),
    );
    const kept = ['x-light.png', 'out/x-light.png', 'out/plots/sub/x-light.png', 'out/plots/logo.png'];
    for (const path of kept) await put(path);
    await write();
    for (const path of kept) expect(await readFile(join(cwd, path), 'utf8')).toBe('theirs');
  });

  test('pictures are found wherever a long report lists them, even in one that is not whole', async () => {
    const piece = 2 ** 16;
    for (const before of [2 * piece - 90, 2 * piece - 60, 2 * piece - 30, 2 * piece]) {
      await put(
        'out/report.json',
        reportOf('a-light')
          .replace('[', `[${' '.repeat(before)}`)
          .slice(0, -1),
      );
      for (const ending of ['png', 'svg']) await put(`out/plots/a-light.${ending}`, 'ours');
      await write();
      expect(Object.keys(await all()).sort(), `${before}`).toEqual(['report.json', 'runs.csv', 'summary.md']);
    }
  });

  test.each([
    '{"format":"pareto-report/1","scenarios":7}',
    '{"format":"pareto-report/1","scenarios":[null,{"plots":[null,{}]}]}',
  ])('an old report of another form names none: %s', async (text) => {
    await put('out/report.json', text);
    await put('out/plots/a-light.png');
    await write();
    expect(await all()).toMatchObject({ 'plots/a-light.png': 'theirs', 'summary.md': 'ours' });
  });
});

describe('a page of an earlier report', () => {
  test('is replaced by a new one, and goes where there is none', async () => {
    await write();
    await put('out/report.html', 'old');
    async function* withPage(): AsyncGenerator<OutputFile> {
      yield* filesOf();
      yield { path: 'report.html', content: 'new' };
    }
    await target().write('out', withPage());
    expect(await all()).toMatchObject({ 'report.html': 'new' });
    await write();
    expect(Object.keys(await all()).sort()).toEqual(['report.json', 'runs.csv', 'summary.md']);
  });

  test('that is a link is refused', async () => {
    await put('else.html');
    await write();
    await symlink('../else.html', join(cwd, 'out/report.html'));
    expect(await refusal(write())).toContain('has a report.html that this program did not write');
    expect(await readFile(join(cwd, 'else.html'), 'utf8')).toBe('theirs');
  });
});

describe('what is not ours is refused, and stays', () => {
  test.each(['report.json', 'summary.md', 'runs.csv', 'report.html'])('%s, before the work', async (file) => {
    await put(`out/${file}`);
    const sentence = `--output out: has a ${file} that this program did not write; choose another folder`;
    expect(await refusal(target().check('out', []))).toBe(sentence);
    expect(await refusal(write('a-light'))).toBe(sentence);
    expect(await all()).toEqual({ [file]: 'theirs' });
  });

  test('one that came while the report was made', async () => {
    async function* slow() {
      yield* filesOf();
      await put('out/runs.csv');
    }
    expect(await refusal(target().write('out', slow()))).toContain('has a runs.csv');
    expect(await all()).toEqual({ 'runs.csv': 'theirs' });
  });

  test('a picture of a name that is written, with a report of ours or without', async () => {
    await put('out/plots/a-light.svg');
    const sentence = '--output out: has a plots/a-light.svg that this program did not write; choose another folder';
    expect(await refusal(write('a-light'))).toBe(sentence);
    await write('b-light');
    const before = await all();
    expect(await refusal(write('a-light'))).toBe(sentence);
    expect(await all()).toEqual(before);
  });

  test.each(['report.json', 'summary.md', 'plots/a-light.png'])('a folder called %s', async (file) => {
    await put('out/report.json', reportOf('a-light'));
    await rm(join(cwd, 'out', file), { force: true });
    await mkdir(join(cwd, 'out', file), { recursive: true });
    expect(await refusal(write('a-light'))).toContain(`has a ${file} that`);
  });

  test('plots that is a link, or a file', async () => {
    await put('else/a-light.png');
    await put('out/report.json', reportOf('a-light'));
    await symlink('../else', join(cwd, 'out/plots'));
    const sentence = (found: string) => `--output out: expected a folder plots in it, found ${found}; choose another`;
    expect(await refusal(target().check('out', []))).toBe(sentence('a link'));
    expect(await refusal(write('b-light'))).toBe(sentence('a link'));
    expect(await all('else')).toEqual({ 'a-light.png': 'theirs' });
    await rm(join(cwd, 'out/plots'));
    await put('out/plots');
    expect(await refusal(write())).toBe(sentence('a file'));
  });

  test('a picture that is a link', async () => {
    await put('else.png');
    await put('out/report.json', reportOf('a-light'));
    await mkdir(join(cwd, 'out/plots'));
    await symlink('../../else.png', join(cwd, 'out/plots/a-light.png'));
    expect(await refusal(write())).toContain('has a plots/a-light.png');
    expect((await lstat(join(cwd, 'out/plots/a-light.png'))).isSymbolicLink()).toBe(true);
  });
});

describe('interrupted', () => {
  test('while it is written: nothing is left of it, a new folder neither', async () => {
    async function* broken(): AsyncGenerator<OutputFile> {
      yield* filesOf('a-light');
      throw new TypeError('a bug');
    }
    await expect(target().write('out', broken())).rejects.toThrow(TypeError);
    await expect(lstat(join(cwd, 'out'))).rejects.toThrow('ENOENT');
    await write();
    const before = await all();
    await expect(target().write('out', broken())).rejects.toThrow(TypeError);
    expect(await all()).toEqual(before);
  });

  test('before files were replaced: those of the earlier report are ours as well', async () => {
    await write('a-light');
    const leftover = 'out/.incomplete-a1B2c3';
    await put(`${leftover}/earlier/report.json`, await readFile(join(cwd, 'out/report.json'), 'utf8'));
    for (const file of ['report.json', 'summary.md', 'runs.csv']) await put(`${leftover}/${file}`, reportOf());
    await rm(join(cwd, 'out/report.json'));
    await target().check('out', []);
    await write('b-light');
    const files = Object.keys(await all()).filter((name) => !name.startsWith('.incomplete'));
    expect(files.sort()).toEqual(['plots/b-light.png', 'plots/b-light.svg', 'report.json', 'runs.csv', 'summary.md']);
  });

  test('while files were moved: those that were moved are ours', async () => {
    // What is moved last is still where it was written, with the list of the others.
    await put('out/.incomplete-a1B2c3/report.json', reportOf('a-light'));
    for (const file of ['summary.md', 'runs.csv', 'plots/a-light.png', 'plots/a-light.svg']) await put(`out/${file}`);
    await target().check('out', []);
    await write('b-light');
    expect(Object.keys(await all()).filter((file) => file.startsWith('plots/'))).toEqual([
      'plots/b-light.png',
      'plots/b-light.svg',
    ]);
  });

  test('before files were moved: theirs are not ours', async () => {
    for (const file of ['report.json', 'summary.md']) await put(`out/.incomplete-a1B2c3/${file}`, reportOf());
    await put('out/summary.md');
    expect(await refusal(target().check('out', []))).toContain('has a summary.md');
  });

  test('what it left goes with a later report, once nobody can be writing it', async () => {
    await put('out/.incomplete-0ld0ld/report.json', reportOf());
    await put('out/.incomplete-n3wn3w/report.json', reportOf());
    const before = new Date(Date.now() - 3_700_000);
    await utimes(join(cwd, 'out/.incomplete-0ld0ld'), before, before);
    await write();
    expect((await readdir(join(cwd, 'out'))).sort()).toEqual([
      '.incomplete-n3wn3w',
      'report.json',
      'runs.csv',
      'summary.md',
    ]);
  });

  test('what another of this machine writes stays however long that takes, and goes once it has ended', async () => {
    const writer = (pid: number) => stagingPrefix().replace(`${process.pid}`, `${pid}`);
    const [living, dead] = [`out/${writer(process.ppid)}a1B2c3`, `out/${writer(NO_PROCESS)}a1B2c3`];
    for (const folder of [living, dead]) await put(`${folder}/report.json`, reportOf());
    const before = new Date(Date.now() - 3_700_000);
    await utimes(join(cwd, living), before, before);
    await write();
    await expect(lstat(join(cwd, living))).resolves.toBeDefined();
    await expect(lstat(join(cwd, dead))).rejects.toThrow('ENOENT');
  });
});

/** No system gives a process this number. */
const NO_PROCESS = 2 ** 31 - 2;

/** What a process of this machine writes while it has its turn. */
const wordOf = (pid: number) => `${stagingPrefix().slice('.incomplete-'.length).replace(`${process.pid}`, `${pid}`)}x`;

describe('the turn', () => {
  test('of a process that has ended is over', async () => {
    await put('.incomplete-turn', wordOf(NO_PROCESS));
    const waited = performance.now();
    const turn = new Turn(cwd, 60_000);
    await turn.take();
    expect(performance.now() - waited).toBeLessThan(10_000);
    expect(turn.isOurs).toBe(true);
  });

  test('of a process that is there, if suspended, lasts longer', async () => {
    await put('.incomplete-turn', wordOf(process.ppid));
    const waited = performance.now();
    await new Turn(cwd, 40).take();
    expect(performance.now() - waited).toBeGreaterThan(200);
  });

  test('ends for who has it alone', async () => {
    const [one, two] = [new Turn(cwd), new Turn(cwd)];
    await one.take();
    two.end();
    expect(await readdir(cwd)).toEqual(['.incomplete-turn']);
    one.end();
    expect(await readdir(cwd)).toEqual([]);
  });

  // Whatever a clock says that the file has its time of.
  test.each([-11_000, 3_600_000])(
    'of one that was interrupted %d ms from now: nobody waits for ever',
    async (offset) => {
      const file = join(cwd, '.incomplete-turn');
      await put('.incomplete-turn');
      const then = new Date(Date.now() + offset);
      await utimes(file, then, then);
      const waited = performance.now();
      const turn = new Turn(cwd, 200);
      await turn.take();
      expect(performance.now() - waited).toBeGreaterThan(200);
      expect(await readFile(file, 'utf8')).not.toBe('theirs');
      turn.end();
      expect(await readdir(cwd)).toEqual([]);
    },
  );

  test('of one that was interrupted goes to one of those who wait after the other', async () => {
    await put('.incomplete-turn', '');
    let atWork = 0;
    const work = async () => {
      const turn = new Turn(cwd, 1000);
      await turn.take();
      atWork += 1;
      expect(atWork).toBe(1);
      await sleep(60);
      atWork -= 1;
      turn.end();
    };
    await Promise.all([work(), work(), work()]);
    expect(await readdir(cwd)).toEqual([]);
  });
});

test('a link that leads nowhere is no folder', async () => {
  await symlink('nowhere', join(cwd, 'out'));
  expect(await refusal(target().check('out', []))).toBe(
    '--output out: expected a folder, found a link that leads nowhere; choose another',
  );
});

test('a pipe is no folder', async () => {
  execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', join(cwd, 'out')]);
  expect(await refusal(target().check('out', []))).toBe(
    '--output out: expected a folder, found a pipe or a device; choose another',
  );
});

test('while another moves files, it waits', async () => {
  await put('out/.incomplete-turn');
  let isWritten = false;
  const writing = write().then(() => {
    isWritten = true;
  });
  await sleep(200);
  expect(isWritten).toBe(false);
  await rm(join(cwd, 'out/.incomplete-turn'));
  await writing;
  expect(await readdir(join(cwd, 'out'))).toContain('report.json');
});

/** Another process that moves files, with its turn: all at once for this one. */
function placed(): void {
  for (const file of FOLDER_FILES) writeFileSync(join(cwd, 'out', file), reportOf());
}

describe('while another moves files', () => {
  test('a folder is not judged by what is there', async () => {
    for (const file of ['summary.md', 'runs.csv', '.incomplete-turn']) await put(`out/${file}`);
    let isChecked = false;
    const check = target()
      .check('out', [])
      .then(() => {
        isChecked = true;
      });
    await sleep(60);
    expect(isChecked).toBe(false);
    placed();
    rmSync(join(cwd, 'out/.incomplete-turn'));
    await check;
    expect(await readdir(join(cwd, 'out'))).not.toContain('.incomplete-turn');
  });

  test('or at any moment of the check', async () => {
    for (let moment = 0; moment < 30; moment += 1) {
      await mkdir(join(cwd, 'out'));
      const check = target().check('out', []);
      const checked = Promise.allSettled([check]);
      for (let event = 0; event < moment; event += 1) await turnOfEvents();
      placed();
      expect((await checked)[0]).toMatchObject({ status: 'fulfilled' });
      await rm(join(cwd, 'out'), { recursive: true });
    }
  });

  test('who has lost the turn before it moved anything waits for another, and then moves everything', async () => {
    await write();
    placed();
    const before = await all();
    const file = join(cwd, 'out/.incomplete-turn');
    const { take } = Turn.prototype;
    // A process may be suspended at any moment.
    const taking = vi.spyOn(Turn.prototype, 'take').mockImplementationOnce(async function (this: Turn) {
      await take.call(this);
      writeFileSync(file, 'theirs');
    });
    const writing = write('a-light');
    await sleep(60);
    expect(taking).toHaveBeenCalledTimes(2);
    taking.mockRestore();
    const { '.incomplete-turn': theirs, ...meanwhile } = await all();
    expect(theirs).toBe('theirs');
    expect(Object.keys(meanwhile).filter((name) => !name.startsWith('.incomplete'))).toEqual(Object.keys(before));
    rmSync(file);
    await writing;
    expect(await all()).toMatchObject({ 'summary.md': 'ours', 'runs.csv': 'ours', 'plots/a-light.png': 'ours' });
    expect((await all())['report.json']).toContain('a-light');
  });

  test.each<[string, (path: string) => unknown]>([
    ['a folder', (path) => mkdirSync(path)],
    ['a pipe', (path) => execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', path])],
    ['a link', (path) => symlinkSync('nowhere', path)],
  ])('%s in place of the turn is told, and waited for by nobody', async (_, make) => {
    await mkdir(join(cwd, 'out'));
    make(join(cwd, 'out/.incomplete-turn'));
    await expect(write()).rejects.toThrow('expected a file that this program wrote');
    await expect(target().check('out', [])).resolves.toBeUndefined();
  });

  test('files that users name go with the report', async () => {
    await put('out/.incomplete-turn');
    async function* files(): AsyncGenerator<OutputFile> {
      yield* filesOf();
      yield { path: 'junit.xml', content: 'ours', asked: '--junit junit.xml' };
    }
    const writing = target().write('out', files());
    await sleep(60);
    await expect(lstat(join(cwd, 'junit.xml'))).rejects.toThrow('ENOENT');
    rmSync(join(cwd, 'out/.incomplete-turn'));
    await writing;
    expect(await readFile(join(cwd, 'junit.xml'), 'utf8')).toBe('ours');
  });
});
