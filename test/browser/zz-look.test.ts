import { writeFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { renderComment } from '../../src/summary/comment.ts';
import { renderMarkdown } from '../../src/summary/markdown.ts';
import { runIn } from '../world.ts';
import { openBrowser, show } from './browser.ts';

const EX = 'examples/llama-3.1-70b-h100';
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
const which = process.env.LOOK ?? '';
const SETS: Record<string, any> = {
  changed: { reports: [`${EX}-changed`], baseline: [EX], plots: 'none' },
  pass: { reports: [EX], baseline: [EX], plots: 'none' },
  plain: { reports: [EX], plots: 'none' },
  many: { reports: ['/tmp/L/comment/many-cand'], baseline: ['/tmp/L/comment/many-base'], plots: 'none' },
};
test('look', { timeout: 300000 }, async () => {
  for (const [name, options] of Object.entries(SETS)) {
    if (which !== '' && !which.split(',').includes(name)) continue;
    const { outcome } = await runIn(
      process.cwd(),
      process.env.OPTS ? { ...options, ...JSON.parse(process.env.OPTS) } : options,
    );
    const comment = renderComment(outcome.report, {
      images: () => null,
      links: {
        run: 'https://github.com/o/r/actions/runs/1',
        artifact: 'https://github.com/o/r/actions/runs/1/artifacts/2',
      },
      interactive: { url: 'https://github.com/o/r/actions/runs/1/artifacts/3', archived: false },
      measured: '1234567890',
      notes: [],
      marker: '<!-- pareto-report: bench -->',
      limit: 65000,
    });
    const summary = renderMarkdown(outcome.report, { images: () => null, interactive: null, limit: 1e6 });
    writeFileSync(`/tmp/L/comment/${name}-comment.md`, comment);
    writeFileSync(`/tmp/L/comment/${name}-summary.md`, summary);
    for (const width of (process.env.WIDTHS ?? '400').split(',').map(Number)) {
      const a = await show(browser, `zz-${name}-comment-${width}`, comment, { width });
      const b = await show(browser, `zz-${name}-summary-${width}`, summary, { width });
      console.log(name, width, a[0]?.scrolling, b[0]?.scrolling, a[0]?.overflow, b[0]?.overflow);
    }
  }
});
