import { describe, expect, test } from 'vitest';
import { type ColorChoice, type Environment, isLive, screenOf } from '../../src/screen/screen.ts';

const TERMINAL = { isTTY: true, columns: 80, rows: 24 };
const PIPE = {};

describe('colour', () => {
  test.each<[what: string, stream: object, env: Environment, choice: ColorChoice, colored: boolean]>([
    ['a terminal', TERMINAL, {}, 'auto', true],
    ['a pipe', PIPE, {}, 'auto', false],
    ['a pipe of CI', PIPE, { CI: 'true', GITHUB_ACTIONS: 'true' }, 'auto', false],
    ['a terminal of CI', TERMINAL, { CI: 'true' }, 'auto', true],
    ['NO_COLOR', TERMINAL, { NO_COLOR: '1' }, 'auto', false],
    ['NO_COLOR of any text', TERMINAL, { NO_COLOR: '0' }, 'auto', false],
    ['an empty NO_COLOR', TERMINAL, { NO_COLOR: '' }, 'auto', true],
    ['FORCE_COLOR', PIPE, { FORCE_COLOR: '1' }, 'auto', true],
    ['FORCE_COLOR by depth', PIPE, { FORCE_COLOR: '3' }, 'auto', true],
    ['an empty FORCE_COLOR', PIPE, { FORCE_COLOR: '' }, 'auto', true],
    ['FORCE_COLOR off', TERMINAL, { FORCE_COLOR: '0' }, 'auto', false],
    ['FORCE_COLOR false', TERMINAL, { FORCE_COLOR: 'false' }, 'auto', false],
    ['FORCE_COLOR before NO_COLOR', PIPE, { FORCE_COLOR: '1', NO_COLOR: '1' }, 'auto', true],
    ['a dumb terminal', TERMINAL, { TERM: 'dumb' }, 'auto', false],
    ['a dumb terminal that is forced', TERMINAL, { TERM: 'dumb', FORCE_COLOR: '1' }, 'auto', true],
    ['the flag before NO_COLOR', PIPE, { NO_COLOR: '1', TERM: 'dumb' }, 'always', true],
    ['the flag before FORCE_COLOR', TERMINAL, { FORCE_COLOR: '1' }, 'never', false],
  ])('%s', (_, stream, env, choice, colored) => {
    expect(screenOf(stream, env, choice).color).toBe(colored);
  });
});

describe('size', () => {
  test.each([
    ['a terminal tells its own', TERMINAL, { COLUMNS: '200', LINES: '9' }, { columns: 80, height: 24 }],
    ['a terminal that does not', { isTTY: true }, { COLUMNS: '72', LINES: '9' }, { columns: 72, height: 9 }],
    ['a terminal of no size', { isTTY: true, columns: 0, rows: 0 }, {}, { columns: null, height: null }],
    ['a pipe has none', PIPE, { LINES: '9' }, { columns: null, height: null }],
    ['a pipe that is given one', PIPE, { COLUMNS: '72' }, { columns: 72, height: null }],
    ['COLUMNS that are no number', PIPE, { COLUMNS: 'many' }, { columns: null, height: null }],
    ['hardly any columns', { isTTY: true, columns: 1, rows: 1 }, {}, { columns: 8, height: 1 }],
  ])('%s', (_, stream, env, size) => {
    expect(screenOf(stream, env, 'auto')).toMatchObject(size);
  });
});

test.each([
  ['a terminal', TERMINAL, {}, true],
  ['a pipe', PIPE, {}, false],
  ['a dumb terminal', TERMINAL, { TERM: 'dumb' }, false],
  ['a terminal of CI', TERMINAL, { CI: 'true' }, false],
  ['without colour', TERMINAL, { NO_COLOR: '1' }, true],
])('whether a line is drawn over: %s', (_, stream, env, live) => {
  expect(isLive(stream, env)).toBe(live);
});
