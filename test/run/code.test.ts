import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CHAPTERS, explained, type ProblemCode } from '../../src/run/code.ts';

const SRC = join(import.meta.dirname, '../../src');

/** Lines that only ask for a code emit none. */
const ASKING = /code (===|!==)|remarks\(|DOUBTS/;

const codes = Object.values(CHAPTERS).flatMap((chapter) => Object.keys(chapter)) as ProblemCode[];

test('every code is in one chapter, has words, and its name is a heading that GitHub links to as it is', () => {
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) {
    expect(code).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
    const { title, meaning, remedy } = explained(code);
    expect(title, code).not.toMatch(/[.]$/);
    for (const sentence of [meaning, remedy]) expect(sentence, code).toMatch(/^[A-Z“`a-z].*[.]$/);
  }
});

test('every code is emitted somewhere', () => {
  const lines = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/run\/codes?(\/|\.ts$)/.test(file.replaceAll('\\', '/')))
    .flatMap((file) => readFileSync(join(SRC, file), 'utf8').split('\n'))
    .filter((line) => !ASKING.test(line));
  const text = lines.join('\n');
  expect(codes.filter((code) => !text.includes(`'${code}'`))).toEqual([]);
});
