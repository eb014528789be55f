/*
 * A part of a page that a script writes: what stands between `<!-- name -->` and `<!-- /name -->`. Words after the name
 * in the first of them are for the script.
 */

const marks = (name: string) => new RegExp(`(<!-- ${name}(?:: ([^\\n]*?))? -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);

/** What stands in a section, and the words after its name. */
export function sectionOf(page: string, name: string): { readonly content: string; readonly words: string } {
  const [all, start = '', words = '', end = ''] = found(page, name);
  return { content: all.slice(start.length, all.length - end.length), words };
}

/** The page with other content in a section. */
export function withSection(page: string, name: string, content: string): string {
  const [all, start = '', , end = ''] = found(page, name);
  return page.replace(all, () => `${start}${content}\n${end}`);
}

function found(page: string, name: string): RegExpExecArray {
  const match = marks(name).exec(page);
  if (match === null) throw new Error(`<!-- ${name} --> … <!-- /${name} --> not found`);
  return match;
}
