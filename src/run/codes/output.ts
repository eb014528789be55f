import type { Chapter } from './explained.ts';

/** Pictures and pages that could not be made. */
export const OUTPUT = {
  'no-plot': {
    title: 'A plot that would be empty',
    meaning: 'No scenario has the figures for a plot you asked for, so it is not drawn.',
    remedy: 'Remove it from `plots`, or have the harness write those figures.',
  },
  'not-drawn': {
    title: 'A plot that could not be drawn',
    meaning: 'Drawing it failed. The rest of the report is complete.',
    remedy: 'Please open an issue with the message and, if you can, the report.',
  },
  'no-glyph': {
    title: 'Characters that no picture font has',
    meaning: 'Pictures show their code points instead. Tables and `report.html` have the names as they are.',
    remedy: 'Nothing, or rename the configuration.',
  },
  'no-page': {
    title: 'The interactive page could not be made',
    meaning: 'Writing it failed. The rest of the report is complete.',
    remedy: 'Please open an issue with the message.',
  },
} as const satisfies Chapter;
