// @ts-check

/** The half of the library that downloads: artifacts are read in memory, by other code, and never unpacked to disk. */
const DOWNLOADS = /node_modules[\\/]@actions[\\/]artifact[\\/]lib[\\/]internal[\\/]download[\\/]download-artifact\.js$/;

const LEFT_OUT = `
  const leftOut = () => { throw new Error('downloading is left out of this bundle'); };
  export { leftOut as downloadArtifactPublic, leftOut as downloadArtifactInternal };`;

/**
 * Bundles the uploads of the artifact library alone. What unpacks archives in its downloads brings code that nobody has
 * licensed.
 *
 * @returns {import('rolldown').Plugin}
 */
export function artifactUploads() {
  return {
    name: 'artifact-uploads',
    load: (id) => (DOWNLOADS.test(id) ? LEFT_OUT : null),
  };
}
