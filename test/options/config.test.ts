import { describe, expect, test } from 'vitest';
import { configOf, DEFAULT_CONFIG, readConfig } from '../../src/config.ts';
import type { Source } from '../../src/input/files.ts';
import { bytesOf } from '../report/texts.ts';

test('options by name', () => {
  expect(configOf('gpus: 8\nfilter:\n  - model=*70B*\nlabel: 2R-TP4\n', 'c.yml')).toEqual({
    gpus: 8,
    filter: ['model=*70B*'],
    label: '2R-TP4',
  });
});

test.each(['', ' \n', '# nothing yet\n#gpus: 8\n', '\ngpus:\n'])('%j states nothing', (text) => {
  expect(Object.values(configOf(text, 'c.yml')).filter((value) => value !== null)).toEqual([]);
});

describe('a mistake is told with file, line and column', () => {
  test.each([
    ['an unknown option', 'plots: none\ngpu: 4\n', 'c.yml:2:1: unknown option gpu: expected one of reports, '],
    ['a bad value', 'plots: none\n\ngpus: many\n', 'c.yml:3:1: gpus: expected a whole number above 0, found «many»'],
    ['a bad choice', 'only: both\n', 'c.yml:1:1: only: expected aggregated or disaggregated, found «both»'],
    ['a list of another thing', 'filter: [a]\n', 'c.yml:1:1: filter: expected KEY=GLOB, '],
    ['no list', 'plots: all\nreports: results\n', 'c.yml:2:1: reports: expected a list of paths, found «results»'],
    ['broken YAML', 'gpus: 8\nfilter: [\n', 'c.yml:3:1: not readable as YAML: '],
    ['the same key twice', 'gpus: 8\ngpus: 4\n', 'c.yml:2:1: '],
    ['two documents', 'gpus: 8\n---\ngpus: 4\n', 'c.yml:2:1: '],
    ['a list', '- gpus\n', 'c.yml:1:1: expected options by name'],
    ['a word', 'gpus\n', 'c.yml:1:1: expected options by name'],
    ['a name from within', '__proto__: {gpus: 8}\n', 'c.yml:1:1: unknown option __proto__'],
  ])('%s', (_, text, message) => {
    expect(() => configOf(text, 'c.yml')).toThrow(expect.objectContaining({ name: 'UserError' }));
    expect(() => configOf(text, 'c.yml')).toThrow(message);
  });
});

describe('which file', () => {
  const source = (content: Readonly<Record<string, string>>): Source => ({
    find: async (paths) => ({
      files: paths.filter((path) => path in content).map((path) => ({ path, absolute: path })),
      unsearched: [],
    }),
    read: async ({ path }) => ({ bytes: bytesOf(content[path] ?? ''), limit: null }),
  });

  test('the usual one, if it is there', async () => {
    expect(await readConfig(null, source({}))).toEqual({});
    expect(await readConfig(null, source({ [DEFAULT_CONFIG]: 'gpus: 8' }))).toEqual({ gpus: 8 });
  });

  test('the named one instead', async () => {
    expect(await readConfig('mine.yml', source({ [DEFAULT_CONFIG]: 'gpus: 8', 'mine.yml': 'gpus: 4' }))).toEqual({
      gpus: 4,
    });
  });

  test('the named one must be there', async () => {
    await expect(readConfig('mine.yml', source({}))).rejects.toThrow('config mine.yml: expected a file, found none');
  });
});
