import { styleText } from 'node:util';
import type { Paint } from './paint.ts';

type Format = Parameters<typeof styleText>[0];

/**
 * The sixteen base colours that a user's own scheme gives, without white, black and bright yellow: they are made to be
 * read on its background. The series have about the hues of the pictures: blue, orange, purple, green, pink, olive, teal,
 * violet; six hues for eight, since letters tell them apart too.
 */
const FORMATS: Readonly<Record<Paint, Format>> = {
  strong: 'bold',
  faint: 'dim',
  bad: ['red', 'bold'],
  // Bold is bright on many terminals, and bright yellow and green are lost on a light background.
  doubtful: 'yellow',
  good: 'green',
  'series-0': 'blueBright',
  'series-1': 'yellow',
  'series-2': 'magenta',
  'series-3': 'green',
  'series-4': 'magentaBright',
  'series-5': 'yellow',
  'series-6': 'cyan',
  'series-7': 'blueBright',
};

/** A text as a screen with colour shows it. */
export function inked(text: string, paint: Paint | null, color: boolean): string {
  // The stream has been asked already, when the screen was made.
  return paint === null || !color || text === '' ? text : styleText(FORMATS[paint], text, { validateStream: false });
}
