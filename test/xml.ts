import { JSDOM } from 'jsdom';

const { DOMParser } = new JSDOM('').window;

/**
 * Reads XML as a viewer would; by one window for all, whose making takes longer than the reading.
 *
 * @throws where it is not well-formed
 */
export function readXml(text: string): Document {
  const document = new DOMParser().parseFromString(text, 'application/xml');
  if (document.documentElement.localName === 'parsererror') throw new Error(document.documentElement.textContent ?? '');
  return document;
}
