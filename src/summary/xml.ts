/** Attributes by name, in the order in which they are written. */
export type Attributes = Readonly<Record<string, string | number>>;

/** What is not a character in XML 1.0, however it is written: most controls, halves of pairs, and two that are none. */
const NO_CHARACTER = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** An element with its content: none, a text, or lines of elements that are set in. */
export function element(name: string, attributes: Attributes, content: string | readonly string[] = []): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  const open = `<${name}${given.join('')}`;
  if (content.length === 0) return `${open}/>`;
  if (typeof content === 'string') return `${open}>${escapeXml(content)}</${name}>`;
  const inner = content.flatMap((lines) => lines.split('\n')).map((line) => `  ${line}`);
  return [`${open}>`, ...inner, `</${name}>`].join('\n');
}

/** Text in which whatever is no character of XML is shown as `�`. */
export function legal(text: string): string {
  return text.replace(NO_CHARACTER, '\uFFFD');
}

/** Text as an attribute or between tags; a line's end is a reference, so that it is kept and no indentation joins it. */
function escapeXml(text: string): string {
  return legal(text).replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
