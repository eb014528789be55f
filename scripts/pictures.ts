import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * Draws the README's pictures by `dist/` from the examples. Run by `npm run pictures`; a test says that they are current.
 */

const ROOT = join(import.meta.dirname, '..');
const SWEEP = 'examples/llama-3.1-70b-h100';
const RATES = 'examples/request-rates';

/** The arguments that each picture in `docs/` is drawn with. */
export const PICTURES: Readonly<Record<string, readonly string[]>> = {
  example: [SWEEP],
  'example-comparison': [`${SWEEP}-changed`, '--baseline', SWEEP, '--fail-on', 'never'],
  'example-rates': [`${RATES}-changed`, '--baseline', RATES, '--label', 'server', '--fail-on', 'never'],
};

function draw(name: string, args: readonly string[]): void {
  const output = mkdtempSync(join(tmpdir(), 'pareto-report-pictures-'));
  try {
    execFileSync(process.execPath, ['dist/cli.js', ...args, '--output', output], { cwd: ROOT, stdio: 'ignore' });
    for (const file of readdirSync(join(output, 'plots')).filter((plot) => plot.endsWith('.png'))) {
      const theme = file.endsWith('-dark.png') ? 'dark' : 'light';
      copyFileSync(join(output, 'plots', file), join(ROOT, 'docs', `${name}-${theme}.png`));
    }
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  for (const [name, args] of Object.entries(PICTURES)) draw(name, args);
}
