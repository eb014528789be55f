import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse as yamlOf } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { parse } from '../../src/report/yaml.ts';
import { ROOT } from './pages.ts';

/*
 * The threat model: each rule names tests that are there.
 */

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const rows = read('docs/security.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (---|rule)/.test(line));

/** Tests that a text names, `test/a.test.ts › outer › inner`, that are not there. */
function missing(text: string): string[] {
  return testsIn(text).filter((named) => {
    const [file = '', ...names] = named.split(' › ');
    const source = existsSync(join(ROOT, file)) ? read(file) : '';
    const isThere = (name: string) => ["'", '"', '`'].some((quote) => source.includes(quote + name + quote));
    return names.length === 0 || !names.every(isThere);
  });
}

function testsIn(text: string): string[] {
  return [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, named = '']) => named);
}

describe('each rule of docs/security.md is held by tests that are there', () => {
  test('there are some', () => {
    expect(rows.length).toBeGreaterThan(30);
  });

  test.each(rows.map((row) => [row.split(' | ')[0]?.slice(2) ?? '', row]))('%s', (_, row) => {
    expect(testsIn(row)).not.toEqual([]);
    expect(missing(row)).toEqual([]);
  });

  test.each(['test/none.test.ts › a', 'test/docs/security.test.ts › no such name', 'test/docs/security.test.ts'])(
    'what is wrong is found: %s',
    (named) => {
      expect(missing(`\`${named}\``)).toEqual([named]);
    },
  );
});

test('no tag of YAML makes anything but plain data', () => {
  for (const tag of ['!!js/function "function () {}"', '!!python/object/apply:os.system ["true"]', '!!js/regexp /a/']) {
    expect(parse(`version: 1\nx: ${tag}\n`)).toMatchObject({ unreadable: { code: 'not-parsable' } });
  }
});

test('dependencies are exact versions', () => {
  const versions = Object.values(manifest.devDependencies);
  expect(versions.length).toBeGreaterThan(0);
  // One lies in the repository itself.
  for (const version of versions) expect(version).toMatch(/^(\d+\.\d+\.\d+(-[\w.]+)?|file:test\/[\w/]+)$/);
});

describe('in the job for dist/', () => {
  const { jobs } = yamlOf(read('.github/workflows/ci.yml'));
  const steps: readonly { run?: string }[] = jobs.dist.steps;
  const commands = steps.flatMap(({ run }) => run ?? []);

  test('CI asks for known vulnerabilities', () => {
    expect(commands).toContain('npm audit --audit-level=high');
  });

  test('CI makes dist/ again and compares', () => {
    expect(commands.slice(-2)).toEqual(['npm run bundle', 'git diff --stat --exit-code -- dist']);
  });
});
