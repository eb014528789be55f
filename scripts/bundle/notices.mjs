// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LICENCE_FILE = /^(licen[cs]e|copying|notice|copyrightnotice)/i;
const RULE = '='.repeat(100);

/**
 * Names, versions and licence texts of everything that a bundle holds.
 *
 * @param {string} root of the project
 * @param {Iterable<string>} files bundled or copied, as absolute paths
 */
export function notices(root, files) {
  const folders = new Set([...files].map(packageFolder).filter((folder) => folder !== null && folder !== root));
  const packages = [...folders].map((folder) => describe(/** @type {string} */ (folder)));
  packages.sort((a, b) => (a.heading < b.heading ? -1 : 1));
  return [
    'This folder holds code, fonts and a WebAssembly library of the packages below, under their licences.',
    ...packages.map(({ heading, text }) => `${RULE}\n${heading}\n${RULE}\n\n${text}`),
    `${RULE}\nLGPL-3.0-or-later: libvips, glib, libexif, libffi and libheif in sharp-wasm32*.wasm\n${RULE}\n\n${lgpl(root)}`,
  ].join('\n\n');
}

/**
 * The nearest folder above a file whose package.json names a package.
 *
 * @param {string} file
 * @returns {string | null}
 */
function packageFolder(file) {
  if (file.startsWith('\0')) return null;
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version) return folder;
  }
  return null;
}

/** @param {string} folder */
function describe(folder) {
  const { name, version, license, homepage, repository, author } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const texts = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .sort()
    .map((file) => read(join(folder, file)));
  const source = homepage ?? repository?.url ?? repository;
  const writer = typeof author === 'object' ? author.name : author;
  return {
    heading: `${name} ${version} (${license})`,
    text: [
      ...(source ? [source] : []),
      ...(texts.length > 0 ? texts : [`Copyright ${writer ?? `the authors of ${name}`}. ${license}.`]),
      ...(name === '@img/sharp-wasm32' ? [libraries(folder)] : []),
    ].join('\n\n'),
  };
}

/**
 * What the WebAssembly library is made of: its own table of licences, and the versions.
 *
 * @param {string} folder
 */
function libraries(folder) {
  const readme = read(join(folder, 'README.md'));
  const versions = JSON.parse(readFileSync(join(folder, 'versions.json'), 'utf8'));
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${readme.slice(readme.indexOf('This software contains'))}\n\nVersions: ${list.join(', ')}.`;
}

/** @param {string} root */
function lgpl(root) {
  const texts = ['LGPL-3.0.txt', 'GPL-3.0.txt'].map((file) => read(join(root, 'scripts/licences', file)));
  return [
    'These libraries are linked into the .wasm file, which is loaded from beside the program: it can be replaced by one',
    'built from modified sources. Sources and build instructions: https://github.com/lovell/sharp (npm/wasm32) and',
    'https://github.com/lovell/sharp-libvips. The licence and the one that it is based on follow.',
    '',
    texts.join('\n\n'),
  ].join('\n');
}

/** @param {string} file */
function read(file) {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim();
}
