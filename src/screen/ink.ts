import { styleText } from 'node:util';
import type { Paint } from './paint.ts';

type Format = Parameters<typeof styleText>[0];

/**
 * The sixteen base colours of the user's own scheme, without white, black and bright yellow, since they are made to be
 * readable on its background. The series have roughly the hues of the pictures: blue, orange, purple, green, pink,
 * olive, teal, violet; six hues for eight series, which letters distinguish as well.
 */
const FORMATS: Readonly<Record<Paint, Format>> = {
  strong: 'bold',
  faint: 'dim',
  bad: ['red', 'bold'],
  // Bold is bright on many terminals, and bright yellow and green are illegible on a light background.
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

/** A text as a coloured screen shows it. */
export function inked(text: string, paint: Paint | null, color: boolean): string {
  // The stream was already examined when the screen was created.
  return paint === null || !color || text === '' ? text : styleText(FORMATS[paint], text, { validateStream: false });
}
