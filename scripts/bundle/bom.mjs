// @ts-check
import manifest from '../../package.json' with { type: 'json' };

/** @typedef {import('./packages.mjs').Package} Package */

/**
 * The bill of materials of a bundle, in CycloneDX's form: https://cyclonedx.org/docs/1.6/json/. The same for the same
 * packages, so without a time and a serial number.
 *
 * @param {readonly Package[]} packages
 */
export function billOfMaterials(packages) {
  const { name, version, license, description } = manifest;
  const own = { type: 'application', 'bom-ref': name, name, version, description, licenses: licensesOf(license) };
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { ...own, purl: purlOf({ name, version }) } },
    components: packages.map(componentOf),
    dependencies: [{ ref: name, dependsOn: packages.map(purlOf) }],
  };
}

/** @param {Package} one */
function componentOf(one) {
  const { name, version, licence, source } = one;
  const url = source?.replace(/^git\+/, '');
  return {
    type: 'library',
    'bom-ref': purlOf(one),
    name,
    version,
    licenses: licensesOf(licence),
    purl: purlOf(one),
    ...(url === undefined ? {} : { externalReferences: [{ type: 'website', url }] }),
  };
}

/** @param {string} licence an id of SPDX's, or several in an expression */
function licensesOf(licence) {
  return [/\s/.test(licence) ? { expression: licence } : { license: { id: licence } }];
}

/** @param {{ readonly name: string, readonly version: string }} one */
function purlOf({ name, version }) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}
