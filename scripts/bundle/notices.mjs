// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textIn } from './packages.mjs';

/** @typedef {import('./packages.mjs').Package} Package */

const RULE = '='.repeat(100);

/**
 * Names, versions and licence texts of everything that a bundle holds.
 *
 * @param {string} root of the project
 * @param {readonly Package[]} packages
 */
export function notices(root, packages) {
  return [
    'This folder holds code, fonts and a WebAssembly library of the packages below, under their licences.',
    ...packages.map((one) => section(`${one.name} ${one.version} (${one.licence})`, noticeOf(root, one))),
    section('LGPL-3.0-or-later: libvips, glib, libexif, libffi and libheif in sharp-wasm32*.wasm', lgpl(root)),
  ].join('\n\n');
}

/**
 * @param {string} heading
 * @param {string} text
 */
function section(heading, text) {
  return `${RULE}\n${heading}\n${RULE}\n\n${text}`;
}

/**
 * @param {string} root
 * @param {Package} one
 */
function noticeOf(root, one) {
  const { name, source, texts, folder } = one;
  return [
    ...(source === null ? [] : [source]),
    ...(texts.length > 0 ? texts : [standardText(root, one)]),
    ...(name === '@img/sharp-wasm32' ? [libraries(folder)] : []),
  ].join('\n\n');
}

/**
 * The text of a licence that a package names and does not bring.
 *
 * @param {string} root
 * @param {Package} one
 */
function standardText(root, { name, version, licence, author }) {
  const file = join(root, 'scripts/licences', `${licence}.txt`);
  if (!existsSync(file)) throw new Error(`${name} ${version}: no text of its licence, ${licence}; add ${file}`);
  return `Copyright ${author}\n\n${textIn(file)}`;
}

/**
 * What the WebAssembly library is made of: its own table of licences, and the versions.
 *
 * @param {string} folder
 */
function libraries(folder) {
  const readme = textIn(join(folder, 'README.md'));
  const versions = JSON.parse(readFileSync(join(folder, 'versions.json'), 'utf8'));
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${readme.slice(readme.indexOf('This software contains'))}\n\nVersions: ${list.join(', ')}.`;
}

/** @param {string} root */
function lgpl(root) {
  const texts = ['LGPL-3.0.txt', 'GPL-3.0.txt'].map((file) => textIn(join(root, 'scripts/licences', file)));
  return [
    'These libraries are linked into the .wasm file, which is loaded from beside the program: it can be replaced by one',
    'built from modified sources. Sources and build instructions: https://github.com/lovell/sharp (npm/wasm32) and',
    'https://github.com/lovell/sharp-libvips. The licence and the one that it is based on follow.',
    '',
    texts.join('\n\n'),
  ].join('\n');
}
