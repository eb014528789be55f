import type { Description } from '../chart/caption.ts';
import type { OutlineFaces } from './font.ts';
import { type Attributes, outlined, withInherited, withoutText } from './outline.ts';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Pictures are laid out 1,000 px wide and shown at 800 px, the width of a comment. Heights are multiples of 5, so that
 * no fractions of a px result.
 */
export const SHOWN = 0.8;

/** What is needed to turn a picture into a file. */
export interface Finish {
  readonly faces: OutlineFaces;
}

/** Serialises a picture, with its title and description, and with outlines instead of texts. */
export function finish({ faces }: Finish, svg: Element, { title, text }: Description): string {
  const { xmlns: _, ...attributes } = Object.fromEntries(attributesOf(svg));
  const shown = (side: 'width' | 'height') => String(Math.round(Number(attributes[side]) * SHOWN));
  const own = { xmlns: SVG, ...attributes, width: shown('width'), height: shown('height'), role: 'img' };
  const style = withInherited(attributesOf(svg), new Map());
  const said = tag('title', new Map(), escaped(title, CONTENT)) + tag('desc', new Map(), escaped(text, CONTENT));
  const content = said + childrenOf(svg, style, faces);
  return `${tag('svg', withoutText(new Map(Object.entries(own))), content)}\n`;
}

/** Hand-written, because jsdom's own serialiser and changes to its tree take longer than the drawing. */
function childrenOf(parent: Element, around: Attributes, faces: OutlineFaces): string {
  let content = '';
  for (let child = parent.firstElementChild; child !== null; child = child.nextElementSibling) {
    const attributes = attributesOf(child);
    const style = withInherited(attributes, around);
    content +=
      child.localName === 'text'
        ? tag('path', outlined(child.textContent ?? '', attributes, style, faces), '')
        : tag(child.localName, withoutText(attributes), childrenOf(child, style, faces));
  }
  return content;
}

function attributesOf(element: Element): Attributes {
  return new Map(element.getAttributeNames().map((name) => [name, element.getAttribute(name) ?? '']));
}

function tag(name: string, attributes: Attributes, content: string): string {
  let start = `<${name}`;
  for (const [key, value] of attributes) start += ` ${key}="${escaped(value, VALUE)}"`;
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`;
}

/** The special characters in the value of an attribute, and in an element's text. */
const [VALUE, CONTENT] = [/[&<>"]/g, /[&<>]/g];
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string, special: RegExp): string {
  return text.replace(special, (character) => ENTITIES[character] ?? character);
}
