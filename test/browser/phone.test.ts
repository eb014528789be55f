import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderComment } from '../../src/summary/commenttext.ts';
import { renderMarkdown } from '../../src/summary/markdown.ts';
import { EXAMPLE } from '../dist/spawn.ts';
import { runIn } from '../world.ts';
import { openBrowser, show, withoutBrowser } from './browser.ts';
import { ALONE, sweepOf } from './sweep.ts';

/*
 * What a comment and a summary are on a phone.
 */

/** CSS pixels of either. */
const PHONE_WIDTH = 400;

const TWO = ['meta-llama/Llama-3.1-70B-Instruct', 'mistralai/Mixtral-8x22B-Instruct-v0.1'];
const MANY = ['a', 'b', 'c', 'd', 'e'].map((name) => `org/model-${name}`);

describe.skipIf(withoutBrowser)('on a phone', { timeout: 180_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test.each([
    ['one', { reports: [`${EXAMPLE}-changed`], baseline: [EXAMPLE] }],
    ['several', { reports: [sweepOf(TWO, 0.8)], baseline: [sweepOf(TWO, 1)] }],
    ['many', { reports: [sweepOf(MANY, 0.8)], baseline: [sweepOf(MANY, 1)] }],
  ])('%s: every change is on the screen, no name is broken, and links lead somewhere', async (name, given) => {
    const { outcome } = await runIn(process.cwd(), { plots: 'none', ...given });
    const pages = {
      comment: renderComment(outcome.report, ALONE),
      summary: renderMarkdown(outcome.report, { images: () => null }),
    };
    for (const [kind, markdown] of Object.entries(pages)) {
      for (const page of await show(browser, `phone-${kind}-${name}`, markdown, { width: PHONE_WIDTH })) {
        expect(page.text).toMatch(/^\s*Caution\s+pareto-report · Regression: .*−?\d+\.\d%.*\n/);
        const { unseen, brokenNames, deadLinks } = page;
        expect({ kind, unseen, brokenNames, deadLinks }).toEqual({
          kind,
          unseen: [],
          brokenNames: [],
          deadLinks: [],
        });
      }
    }
  });
});
