import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };
import { ROOT } from './spawn.ts';

/*
 * What is in dist/ of others, and under which licences.
 */

interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses: readonly { readonly license?: { readonly id: string }; readonly expression?: string }[];
}

const notices = readFileSync(join(ROOT, 'dist/NOTICES.txt'), 'utf8');
const { components, ...bill } = JSON.parse(readFileSync(join(ROOT, 'dist/bom.json'), 'utf8')) as {
  readonly components: readonly Component[];
  readonly specVersion: string;
};

/** What each package is under, by its heading. */
const sections = new Map(
  [...notices.matchAll(/^={100}\n(.+)\n={100}\n\n([\s\S]*?)(?=\n\n={100}\n|\n$(?![\s\S]))/gm)].map(
    ([, heading = '', text = '']) => [heading, text],
  ),
);

const LICENCES = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'OFL-1.1'];

describe('the bill of materials', () => {
  test('is of this program', () => {
    expect(bill).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: { component: { name: manifest.name, version: manifest.version } },
    });
  });

  test('names each package once, at the version that is installed', () => {
    expect(new Set(components.map(({ purl }) => purl)).size).toBe(components.length);
    const installed = Object.entries(lock.packages as Record<string, { version?: string }>).map(
      ([path, { version }]) => `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)} ${version}`,
    );
    for (const { name, version } of components) expect(installed).toContain(`${name} ${version}`);
  });

  test('has the packages that the program is written on', () => {
    const names = components.map(({ name }) => name);
    for (const name of ['@actions/core', '@actions/github', 'yaml', 'zod', '@observablehq/plot', 'jsdom', 'sharp'])
      expect(names).toContain(name);
  });

  test('has each under a licence that lets it be passed on, with its text', () => {
    for (const { name, version, licenses } of components) {
      const [{ license, expression } = {}] = licenses;
      const stated = license?.id ?? expression ?? '';
      // Of sharp's WebAssembly, which lies beside the program and can be replaced.
      const allowed = name === '@img/sharp-wasm32' ? [...LICENCES, 'LGPL-3.0-or-later'] : LICENCES;
      for (const part of stated.replaceAll(/[()]/g, '').split(/ AND | OR /)) expect(allowed, name).toContain(part);
      const text = sections.get(`${name} ${version} (${stated})`) ?? '';
      expect(text.length, name).toBeGreaterThan(300);
    }
  });
});

test('the notices leave nothing undefined', () => {
  expect(notices).not.toMatch(/\bundefined\b\)|\. undefined\./);
});

test('no package needs a script to be installed', () => {
  const packages = Object.entries(lock.packages as Record<string, { hasInstallScript?: boolean }>);
  expect(packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([]);
});

test('nothing that unpacks archives to disk is bundled', () => {
  const names = components.map(({ name }) => name);
  for (const name of ['unzip-stream', 'binary', 'buffers']) expect(names).not.toContain(name);
  expect(readdirSync(join(ROOT, 'dist')).filter((name) => name.endsWith('.node') || name.endsWith('.sh'))).toEqual([]);
  expect(existsSync(join(ROOT, 'dist/node_modules'))).toBe(false);
});
