// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LICENCE_FILE = /^(licen[cs]e|copying|notice|copyrightnotice)/i;

/**
 * A package of which a bundle holds something.
 *
 * @typedef {object} Package
 * @property {string} folder
 * @property {string} name
 * @property {string} version
 * @property {string} licence in SPDX's words
 * @property {string | null} source where it comes from
 * @property {string} author
 * @property {readonly string[]} texts of its licences and notices; none where it brings none
 */

/**
 * The packages that a bundle is made of, by name and version.
 *
 * @param {string} root of the project
 * @param {Iterable<string>} files bundled or copied, as absolute paths
 * @returns {Package[]}
 */
export function packagesOf(root, files) {
  const folders = new Set([...files].map(packageFolder));
  const others = [...folders].filter((folder) => folder !== null && folder !== root);
  return others
    .map((folder) => describe(/** @type {string} */ (folder)))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** @param {Package} one */
function keyOf({ name, version }) {
  return `${name} ${version}`;
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

/**
 * @param {string} folder
 * @returns {Package}
 */
function describe(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { name, version, homepage, repository, author } = manifest;
  const licence = manifest.license ?? manifest.licenses?.[0]?.type;
  // What nobody has licensed may not be passed on.
  if (typeof licence !== 'string') throw new Error(`${name} ${version} states no licence: leave it out of the bundle`);
  const texts = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .sort()
    .map((file) => textIn(join(folder, file)));
  const writer = typeof author === 'object' ? author.name : author;
  const source = homepage ?? repository?.url ?? repository ?? null;
  return { folder, name, version, licence, source, author: writer ?? `the authors of ${name}`, texts };
}

/** @param {string} file */
export function textIn(file) {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim();
}
