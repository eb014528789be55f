import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { requireKnownInputs } from '../../src/inputs.ts';

const require = (...names: readonly string[]) =>
  requireKnownInputs(
    { PATH: '/bin', ...Object.fromEntries(names.map((name) => [`INPUT_${name}`, 'x'])) },
    ['fail-on', 'output'],
    ['thresholds', 'reports'],
  );

test.each(['OUTPUT', 'FAIL-ON', 'THRESHOLD', 'THRESHOLDS', 'REPORT'])('INPUT_%s is ours', (name) => {
  expect(() => require(name)).not.toThrow();
});

test.each(['ENTRYPOINT', 'ARGS', 'SOMETHING-ELSE'])('INPUT_%s is nobody’s misspelling', (name) => {
  expect(() => require(name)).not.toThrow();
});

test.each([
  ['FAIL_ON', 'input fail_on: unknown input; did you mean fail-on?'],
  ['TRESHOLDS', 'input tresholds: unknown input; did you mean thresholds?'],
])('INPUT_%s is refused with the one that was meant', (name, sentence) => {
  expect(() => require('OUTPUT', name)).toThrow(UserError);
  expect(() => require(name)).toThrow(sentence);
});

test.each(['SLO', 'ACCEPT', 'OVERRIDES'])('INPUT_%s is refused, since only the config file takes it', (name) => {
  expect(() => require(name)).toThrow(
    `input ${name.toLowerCase()}: expected an input, found an option that is only in the config file`,
  );
});

test('one that is empty says nothing', () => {
  expect(() => requireKnownInputs({ INPUT_FAILON: '' }, ['fail-on'], [])).not.toThrow();
});
