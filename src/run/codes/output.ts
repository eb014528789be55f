import type { Chapter } from './explained.ts';

/** Pictures and pages that could not be made. */
export const OUTPUT = {
  'no-plot': {
    title: 'A plot that would be empty',
    meaning: 'You asked for a kind of plot for which no scenario has the figures. It is not drawn.',
    remedy: 'Remove it from `plots`, or let the harness write those figures.',
  },
  'not-drawn': {
    title: 'A plot that could not be drawn',
    meaning: 'Something failed while drawing; the rest of the report is complete.',
    remedy: 'Please open an issue with the message and, if you can, the report.',
  },
  'no-glyph': {
    title: 'Characters that pictures have no font for',
    meaning: 'Pictures show their code points instead. Tables and `report.html` have the names as they are.',
    remedy: 'Nothing to do; or rename the configuration.',
  },
  'no-page': {
    title: 'The interactive page could not be made',
    meaning: 'Something failed while writing it; the rest of the report is complete.',
    remedy: 'Please open an issue with the message.',
  },
} as const satisfies Chapter;
