import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openBrowser } from '../test/browser/browser.ts';
import { writeTranscript } from './transcript.ts';

/*
 * Makes what the documentation shows of the program, by `dist/` from the examples: pictures, a transcript, and the page
 * in Chromium. Run by `npm run pictures`; a test says that what `dist/` draws and prints is current.
 */

const ROOT = join(import.meta.dirname, '..');
const SWEEP = 'examples/llama-3.1-70b-h100';
const RATES = 'examples/request-rates';
const PRICE = 'H100=2.50';

/** The arguments that each picture in `docs/` is drawn with. */
export const PICTURES: Readonly<Record<string, readonly string[]>> = {
  example: [SWEEP, '--at', '30', '--price', PRICE, '--plots', 'tradeoff'],
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

/** The question that the page is asked for its picture. */
const QUESTION = new URLSearchParams({ floor: '30', objectives: JSON.stringify({ ttft: 2000 }) });
const VIEW = { width: 1360, height: 860 };

/** The page as it opens at a question, in both themes. */
async function takePage(): Promise<void> {
  const output = mkdtempSync(join(tmpdir(), 'pareto-report-pictures-'));
  const browser = await openBrowser();
  try {
    const args = [...(PICTURES['example-comparison'] ?? []), '--price', PRICE, '--plots', 'none', '--output', output];
    execFileSync(process.execPath, ['dist/cli.js', ...args], { cwd: ROOT, stdio: 'ignore' });
    for (const theme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ colorScheme: theme, viewport: VIEW });
      await page.goto(`${pathToFileURL(join(output, 'report.html')).href}#${QUESTION}`);
      await page.locator('.picture svg').waitFor();
      await page.screenshot({ path: join(ROOT, 'docs', `example-page-${theme}.png`) });
    }
  } finally {
    await browser.close();
    rmSync(output, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  for (const [name, args] of Object.entries(PICTURES)) draw(name, args);
  writeTranscript();
  await takePage();
}
