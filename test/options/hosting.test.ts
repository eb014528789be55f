import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { HOSTING_INPUTS, HOSTING_LISTS, parseHosting } from '../../src/hosting.ts';
import { INPUTS } from '../../src/inputs.ts';
import { LISTS, optionsSchema } from '../../src/options.ts';

const ACTION = parse(readFileSync(join(import.meta.dirname, '../../action.yml'), 'utf8')) as {
  inputs: Record<string, { required?: boolean; default?: string }>;
};

test('empty inputs are their defaults', () => {
  const empty = Object.fromEntries(HOSTING_INPUTS.map((name) => [name, '']));
  expect(parseHosting({ ...empty, 'report-artifacts': [] })).toEqual({
    mode: 'report',
    'github-token': null,
    'job-summary': true,
    comment: 'auto',
    'comment-key': null,
    images: 'auto',
    'retention-days': 90,
    'report-artifacts': [],
    'baseline-artifact': null,
    'baseline-branch': null,
    'baseline-workflow': null,
    'pull-request': null,
    commit: null,
  });
});

test.each([
  ['mode', 'publishing', 'input mode: expected report, publish or cleanup, found “publishing”; did you mean publish?'],
  ['comment', 'yes', 'input comment: expected auto, always, on-change or off, found “yes”'],
  ['images', 'on', 'input images: expected auto, ref, branch or off, found “on”'],
  ['retention-days', '0', 'input retention-days: expected a whole number above 0, found “0”'],
  ['pull-request', '0', 'input pull-request: expected the number of a pull request, such as 7, found “0”'],
  [
    'commit',
    'main',
    'input commit: expected the id of a commit, 7 digits of it or more; a branch moves on: resolve it first, found “main”',
  ],
  ['job-summary', 'no', 'input job-summary: expected true or false, found “no”'],
])('%s: %s is refused', (name, value, sentence) => {
  expect(() => parseHosting({ [name]: value })).toThrow(sentence);
});

test.each([
  [{ 'pull-request': '7' }, { 'pull-request': 7, commit: null }],
  [{ 'pull-request': ' #7 ' }, { 'pull-request': 7 }],
  [{ commit: 'ABCDEF0' }, { commit: 'abcdef0' }],
  [{ commit: 'a'.repeat(40) }, { commit: 'a'.repeat(40) }],
])('%o is understood', (given, expected) => {
  expect(parseHosting(given)).toMatchObject(expected);
});

test('action.yml has these inputs, those of the command but what only a file can say, and no other', () => {
  const inFileOnly = ['overrides', 'slo', 'accept'];
  const shared = Object.keys(optionsSchema.shape).filter((name) => !inFileOnly.includes(name));
  const known = [...HOSTING_INPUTS, ...HOSTING_LISTS, ...shared, 'config'];
  expect(Object.keys(ACTION.inputs).sort()).toEqual([...new Set(known)].sort());
});

test('every input of action.yml is read', () => {
  const read = [...INPUTS, ...LISTS, ...HOSTING_INPUTS, ...HOSTING_LISTS, 'config'];
  expect(read.sort()).toEqual(Object.keys(ACTION.inputs).sort());
});
