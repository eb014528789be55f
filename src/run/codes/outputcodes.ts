import type { Chapter } from './codeexplanation.ts';

/** Pictures and pages that could not be made. */
export const OUTPUT = {
  'no-plot': {
    title: 'A plot that would be empty',
    meaning: 'No scenario has the figures for a plot you asked for, so it is not drawn.',
    remedy: 'Remove it from `plots`, or have the harness write those figures.',
  },
  'too-many-plots': {
    title: 'More plots than anybody looks through',
    meaning: 'Only those of the first scenarios are drawn. Tables, `report.html` and `report.json` have all of them.',
    remedy:
      'Ask for `plots: all`, or for the kinds that you need, to have all drawn; or select scenarios with `filter`.',
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
