/** `## 1.2.3`, `## v1.2.3`, `## [1.2.3] - 2026-12-01`, `## [1.2.3](https://…) (2026-12-01)`. */
const HEADING = /^ {0,3}#{1,2}[ \t]+(.*?)[ \t]*#*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

interface Section {
  readonly heading: string;
  readonly lines: string[];
}

/**
 * What a change log says of one version.
 *
 * @throws Error with a sentence where it says nothing of it, or in two places
 */
export function notesOf(changelog: string, version: string): string {
  const sections = sectionsOf(changelog);
  const own = sections.filter(({ heading }) => versionIn(heading) === version);
  const [section, other] = own;
  if (section === undefined) {
    const found = sections.slice(0, 3).map(({ heading }) => `“${heading}”`);
    throw new Error(`CHANGELOG.md: expected a section ## ${version}, found ${found.join(', ') || 'none'}; add one`);
  }
  if (other !== undefined)
    throw new Error(`CHANGELOG.md: expected one section ## ${version}, found ${own.length}; join them`);
  const notes = section.lines.join('\n').trim();
  if (notes === '')
    throw new Error(`CHANGELOG.md: expected notes under ## ${version}, found nothing; add what changed`);
  return notes;
}

/** Sections under headings of the first two levels; a heading in a code block is none. */
function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  let fence: string | null = null;
  for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    const [, marker = null] = FENCE.exec(line) ?? [];
    const heading: string | null = fence === null ? (HEADING.exec(line)?.[1] ?? null) : null;
    if (marker !== null && fence === null) fence = marker;
    else if (fence !== null && line.trim().startsWith(fence) && /^[`~]+$/.test(line.trim())) fence = null;
    if (heading !== null) sections.push({ heading, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections;
}

/** The version that a heading begins with; null where it begins with none. */
function versionIn(heading: string): string | null {
  return /^\[?v?(\d+\.\d+\.\d+(?:-[\dA-Za-z.-]+)?)\]?(?=$|[\s(:])/.exec(heading)?.[1] ?? null;
}
