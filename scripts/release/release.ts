import { notesOf } from './notes.ts';
import { distTagOf, movingTag, tagOf } from './tag.ts';

/** What a tag is compared with. */
export interface Sources {
  /** The version in package.json. */
  readonly version: string;
  readonly changelog: string;
  /** Tags that there are, of whatever form. */
  readonly tags: readonly string[];
}

export interface Release {
  readonly notes: string;
  /** What the workflow needs to know, by the names of its outputs. */
  readonly outputs: Readonly<Record<'version' | 'prerelease' | 'moving-tag' | 'dist-tag', string>>;
}

/**
 * The release that a tag names.
 *
 * @throws Error with a sentence where tag, version and change log do not agree
 */
export function releaseOf(name: string, { version, changelog, tags }: Sources): Release {
  const tag = tagOf(name);
  if (tag === null) throw new Error(`tag: expected one such as v1.2.3 or v1.3.0-rc.1, found “${name}”`);
  if (tag.version !== version) {
    throw new Error(
      `package.json: expected version ${tag.version} of the tag, found ${version}; tag the commit that has it`,
    );
  }
  return {
    notes: notesOf(changelog, version),
    outputs: {
      version,
      prerelease: String(tag.prerelease !== null),
      'moving-tag': movingTag(tag, tags) ?? '',
      'dist-tag': distTagOf(tag, tags),
    },
  };
}
