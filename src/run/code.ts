import { BASELINE } from './codes/baselinecodes.ts';
import type { Chapter, CodeExplanation } from './codes/codeexplanation.ts';
import { DEPLOYMENT } from './codes/deploymentcodes.ts';
import { FIELDS } from './codes/fieldcodes.ts';
import { FIGURES } from './codes/figurecodes.ts';
import { FILES } from './codes/filecodes.ts';
import { GATE } from './codes/gatecodes.ts';
import { LOAD } from './codes/loadcodes.ts';
import { OUTPUT } from './codes/outputcodes.ts';
import { RUNS } from './codes/runcodes.ts';

const CODES = {
  ...FILES,
  ...FIELDS,
  ...DEPLOYMENT,
  ...LOAD,
  ...FIGURES,
  ...RUNS,
  ...BASELINE,
  ...GATE,
  ...OUTPUT,
};

/** Every code that a problem may have: stable, kebab-case. Each is explained in `docs/problems.md`. */
export type ProblemCode = keyof typeof CODES;

/** Every code with what it means, by chapter. */
export const CHAPTERS: Readonly<Record<string, Chapter>> = {
  Files: FILES,
  Fields: FIELDS,
  'Model and deployment': DEPLOYMENT,
  Load: LOAD,
  Figures: FIGURES,
  Runs: RUNS,
  'Baseline and comparison': BASELINE,
  Gate: GATE,
  Output: OUTPUT,
};

/** What a code means and what to do. */
export function explained(code: ProblemCode): CodeExplanation {
  return CODES[code];
}
