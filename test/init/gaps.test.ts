import { describe, expect, test } from 'vitest';
import { gapsIn } from '../../src/init/gaps.ts';
import { statementOf } from '../../src/report/statement.ts';
import type { Run } from '../../src/run/run.ts';
import { Statements } from '../../src/statements.ts';
import { runOf, v01 } from '../report/texts.ts';

/** Runs in files, each with the configuration that it is of; without a host none states its GPUs. */
function runsIn(files: Readonly<Record<string, string>>): { runs: Run[]; of: (run: Run) => string } {
  const run = runOf(v01());
  const runs = Object.keys(files).map((shown) => ({ ...run, files: [{ shown, path: shown, place: '' }] }));
  return { runs, of: ({ files: [file] }) => files[file?.shown ?? ''] ?? '' };
}

function matchesIn(files: Readonly<Record<string, string>>): [string, string, number][] {
  const { runs, of } = runsIn(files);
  return gapsIn(runs, of).map(({ match, configuration, runs: count }) => [match, configuration, count]);
}

describe('one glob for what is alike', () => {
  test.each([
    ['a whole folder', { 'r/a/1.json': 'A', 'r/b/2.json': 'A' }, [['r/**', 'A', 2]]],
    [
      'a folder each',
      { 'r/a/1.json': 'A', 'r/b/2.json': 'B' },
      [
        ['r/a/**', 'A', 1],
        ['r/b/**', 'B', 1],
      ],
    ],
    [
      'names that begin or end alike',
      { 'r/a-1.json': 'A', 'r/a-2.json': 'A', 'r/b-1.json': 'B', 'r/b-2.json': 'B' },
      [
        ['r/a-*.json', 'A', 2],
        ['r/b-*.json', 'B', 2],
      ],
    ],
    [
      'a file each, where names do not tell',
      { 'r/1.json': 'A', 'r/2.json': 'B', 'r/3.json': 'A' },
      [
        ['r/1.json', 'A', 1],
        ['r/3.json', 'A', 1],
        ['r/2.json', 'B', 1],
      ],
    ],
    [
      'a file beside a folder',
      { 'r/1.json': 'A', 'r/b/1.json': 'B' },
      [
        ['r/1.json', 'A', 1],
        ['r/b/**', 'B', 1],
      ],
    ],
    ['the working folder', { '1.json': 'A', '2.json': 'A' }, [['**', 'A', 2]]],
    ['one file', { 'r/x/1.json': 'A' }, [['r/x/**', 'A', 1]]],
    [
      'wildcards in names',
      { 'r/[a]*/1.json': 'A', 'r/(b)!/1.json': 'B' },
      [
        ['r/?a??/**', 'A', 1],
        ['r/?b??/**', 'B', 1],
      ],
    ],
  ])('%s', (_, files, expected) => {
    expect(matchesIn(files as unknown as Record<string, string>)).toEqual(expected);
  });
});

test('a glob matches the files that it was made for', () => {
  const { runs, of } = runsIn({ "r/[a]*{b}/it's @(1).json": 'A', 'r/other/+c|d.json': 'B', 'r/other/e^f$.json': 'C' });
  for (const { match, configuration } of gapsIn(runs, of)) {
    const statements = new Statements([statementOf({ match, gpus: 8 }, '', 'test')]);
    const matched = runs.filter((run) => statements.on(run.files.map(({ shown }) => shown)).length > 0);
    expect(matched.map(of)).toEqual([configuration]);
  }
});

test('what states everything has no gap', () => {
  const run = runOf(v01());
  const whole = {
    ...run,
    model: 'm',
    deployment: { ...run.deployment, gpus: 8, accelerator: 'H100', label: '1R-TP8' },
  } as Run;
  expect(gapsIn([whole], () => 'A')).toEqual([]);
});
