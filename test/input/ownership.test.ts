import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DiskSource, type FoundFiles } from '../../src/input/files.ts';
import { ownFiles } from '../../src/input/ownership.ts';
import { STATEMENT_FILE } from '../../src/report/statement.ts';

/*
 * Which side owns files that both have found: of nested arguments the deeper one, whichever side it is.
 */

const STATEMENTS = 'pareto-report.yml';

/** A new folder with empty files. */
function folder(...files: readonly string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'pareto-report-own-'));
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
  return root;
}

const paths = (found: readonly FoundFiles[]) => found.flatMap(({ files }) => files.map(({ path }) => path));
const beside = (found: readonly FoundFiles[]) => found.flatMap((one) => one.beside.map(({ path }) => path));

/** What each side of some arguments owns. */
async function owned(root: string, candidate: readonly string[], baseline: readonly string[]) {
  const source = new DiskSource(root);
  const find = async (args: readonly string[]) => [await source.find(args, '', STATEMENT_FILE)];
  const { candidate: one, earlier } = ownFiles(await find(candidate), [await find(baseline)]);
  const other = earlier.flat();
  return { candidate: paths(one), baseline: paths(other), besides: [beside(one), beside(other)] };
}

describe('of nested arguments the deeper one owns its files', () => {
  const root = folder('r/a.json', 'r/old/b.json', 'r/old/deep/c.json');

  test('a baseline within the candidate', async () => {
    expect(await owned(root, ['r'], ['r/old'])).toMatchObject({
      candidate: ['r/a.json'],
      baseline: ['r/old/b.json', 'r/old/deep/c.json'],
    });
  });

  test('a candidate within the baseline', async () => {
    expect(await owned(root, ['r/old'], ['r'])).toMatchObject({
      candidate: ['r/old/b.json', 'r/old/deep/c.json'],
      baseline: ['r/a.json'],
    });
  });

  test('one in the other in the first again', async () => {
    expect(await owned(root, ['r', 'r/old/deep'], ['r/old'])).toMatchObject({
      candidate: ['r/a.json', 'r/old/deep/c.json'],
      baseline: ['r/old/b.json'],
    });
  });

  test('a file within a folder', async () => {
    expect(await owned(root, ['r'], ['r/old/b.json'])).toMatchObject({
      candidate: ['r/a.json', 'r/old/deep/c.json'],
      baseline: ['r/old/b.json'],
    });
  });

  test('a glob in a folder of the same depth', async () => {
    expect(await owned(root, ['r/old'], ['r/old/d*'])).toMatchObject({
      candidate: ['r/old/b.json'],
      baseline: ['r/old/deep/c.json'],
    });
  });

  test('however the paths are written', async () => {
    expect(await owned(root, ['./r/'], [join(root, 'r/../r/old')])).toMatchObject({
      candidate: ['r/a.json'],
      baseline: ['r/old/b.json', 'r/old/deep/c.json'],
    });
  });
});

describe('what is given for both', () => {
  const root = folder('r/a.json', 'q/b.json');

  test('is of both', async () => {
    const both = { candidate: ['r/a.json'], baseline: ['r/a.json'] };
    expect(await owned(root, ['r'], ['r'])).toMatchObject(both);
    expect(await owned(root, ['r'], ['./r/'])).toMatchObject(both);
  });

  test('also where one side would be left with nothing', async () => {
    expect(await owned(root, ['r'], ['r/*.json'])).toMatchObject({ candidate: ['r/a.json'], baseline: ['r/a.json'] });
  });

  test('beside what only one has', async () => {
    expect(await owned(root, ['r', 'q'], ['r'])).toMatchObject({
      candidate: ['q/b.json', 'r/a.json'],
      baseline: ['r/a.json'],
    });
  });
});

describe('through a link', () => {
  test('of another name the files are of both alike', async () => {
    const root = folder('r/a.json', 'r/b.json');
    symlinkSync(join(root, 'r'), join(root, 'a-link-of-a-much-longer-name'));
    const { candidate, baseline } = await owned(root, ['r'], ['a-link-of-a-much-longer-name']);
    expect([candidate.length, baseline.length]).toEqual([2, 2]);
  });

  // IDENTITY.md, Side: depth is that of the text which was given, so that a short link to a deep folder owns nothing.
  test('to a folder within the other side, that folder is the deeper one', async () => {
    const root = folder('results-of-tonight/a.json', 'results-of-tonight/old/b.json');
    symlinkSync(join(root, 'results-of-tonight/old'), join(root, 'l'));
    const { candidate, baseline } = await owned(root, ['results-of-tonight'], ['l']);
    expect([candidate.length, baseline.length]).toEqual([1, 1]);
  });
});

test('apart folders stay as they are', async () => {
  const root = folder('r/a.json', 'q/b.json');
  expect(await owned(root, ['r'], ['q'])).toMatchObject({ candidate: ['r/a.json'], baseline: ['q/b.json'] });
});

test('nothing is found on one side', async () => {
  const root = folder('r/a.json');
  mkdirSync(join(root, 'r/empty'));
  expect(await owned(root, ['r'], ['r/empty'])).toMatchObject({ candidate: ['r/a.json'], baseline: [] });
});

describe('files of statements', () => {
  const root = folder(`r/${STATEMENTS}`, 'r/a.json', `r/old/${STATEMENTS}`, 'r/old/b.json');

  test('are of the side that owns what lies beside them', async () => {
    expect((await owned(root, ['r'], ['r/old'])).besides).toEqual([[`r/${STATEMENTS}`], [`r/old/${STATEMENTS}`]]);
    expect((await owned(root, ['r/old'], ['r'])).besides).toEqual([[`r/old/${STATEMENTS}`], [`r/${STATEMENTS}`]]);
  });
});
