/** Attributes by name, in the order in which they are written. */
export type Attributes = Readonly<Record<string, string | number>>;

/**
 * What XML 1.0 does not allow as a character in any form: most controls, unpaired surrogates, and U+FFFE and U+FFFF.
 */
const NO_CHARACTER = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** An element with its content: nothing, a text, or lines of elements, which are indented. */
export function element(name: string, attributes: Attributes, content: string | readonly string[] = []): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  const open = `<${name}${given.join('')}`;
  if (content.length === 0) return `${open}/>`;
  if (typeof content === 'string') return `${open}>${escapeXml(content)}</${name}>`;
  const inner = content.flatMap((lines) => lines.split('\n')).map((line) => `  ${line}`);
  return [`${open}>`, ...inner, `</${name}>`].join('\n');
}

/** Text in which characters that XML does not allow are shown as `�`. */
export function legal(text: string): string {
  return text.replace(NO_CHARACTER, '\uFFFD');
}

/**
 * Text for an attribute or between tags; line ends become references, so that they are kept and not mixed up with
 * indentation.
 */
function escapeXml(text: string): string {
  return legal(text).replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
