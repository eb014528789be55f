import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { renderComment } from '../../src/summary/commenttext.ts';
import { EXAMPLE } from '../dist/spawn.ts';
import { type StepResult, step } from '../github/runner.ts';
import { Standin } from '../github/standin/standin.ts';
import { READER } from '../github/standin/web.ts';
import { runIn } from '../world.ts';
import { openBrowser, type RenderedMarkdown, show, withoutBrowser } from './browser.ts';
import { ALONE, sweepOf } from './sweep.ts';

/*
 * What the Action leaves on a pull request and in the job summary, as a reader sees it.
 */

/** CSS pixels of a comment, and of a job summary. */
const COMMENT_WIDTH = 734;
const SUMMARY_WIDTH = 1012;

describe.skipIf(withoutBrowser)('on GitHub', { timeout: 180_000 }, () => {
  let browser: Browser;
  let github: Standin;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    github = await Standin.start({ private: true });
    await github.repository.push('main', { 'README.md': 'hello' });
    await github.repository.open({ branch: 'topic', files: { a: '1' } });
  });
  afterEach(() => github.close());

  const INPUTS = { reports: `${EXAMPLE}-changed`, baseline: EXAMPLE, thresholds: 'output-throughput=-10%\nttft<=2000' };

  /** Runs the Action, and shows its comment and its job summary. */
  async function shown(name: string, inputs: Readonly<Record<string, string>>) {
    const ended = await step(
      github,
      { name: 'pull_request', pull: 1 },
      { inputs: { ...INPUTS, ...inputs }, permissions: { 'pull-requests': 'write', contents: 'write' } },
    );
    const [comment] = github.repository.comments.values();
    expect(comment, ended.stdout + ended.stderr).toBeDefined();
    const reader = { origins: [github.urls.web], cookie: READER };
    return {
      ended,
      comment: await show(browser, `comment-${name}`, here(comment?.body ?? ''), { ...reader, width: COMMENT_WIDTH }),
      summary: await show(browser, `job-summary-${name}`, here(ended.summary), { ...reader, width: SUMMARY_WIDTH }),
    };
  }

  /** The toolkit knows this machine by another name. */
  const here = (markdown: string) => markdown.replaceAll('github.localhost', '127.0.0.1');

  function reads({ text, broken, strangers, scripts, overflow }: RenderedMarkdown): void {
    expect({ broken, strangers, scripts, overflow }).toEqual({ broken: [], strangers: [], scripts: [], overflow: [] });
    expect(text).toMatch(/Regression/);
    // Markdown that was not understood would stand there as it was written.
    expect(text).not.toMatch(/\*\*|^\s*\||\[!\w+\]|<\/?\w+>/m);
  }

  const themed = (urls: readonly string[], { outputs }: StepResult, theme: string) => {
    const own = outputs['image-urls']?.split('\n').map(here) ?? [];
    expect(urls.length).toBeGreaterThan(0);
    for (const url of urls) {
      expect(own).toContain(url);
      expect(url).toContain(`-${theme}-`);
    }
  };

  test('with pictures, each in its theme', async () => {
    const { ended, comment, summary } = await shown('pictures', {});
    expect(ended.outputs['publish-status']).toContain('images: ref');
    for (const page of [...comment, ...summary]) {
      reads(page);
      themed(page.images, ended, page.theme);
    }
    await github.check();
  });

  test('with plots in characters', async () => {
    const { ended, comment, summary } = await shown('characters', { images: 'off' });
    expect(ended.outputs['publish-status']).toContain('images: off');
    for (const page of [...comment, ...summary]) {
      reads(page);
      expect(page.images).toEqual([]);
    }
    for (const { text, scrolling } of comment) {
      expect(text).toMatch(/tok\/s\/GPU/);
      expect(scrolling).toEqual([]);
    }
    await github.check();
  });

  const MODELS = ['meta-llama/Llama-3.1-70B-Instruct', 'mistralai/Mixtral-8x22B-Instruct-v0.1'];

  test.each([
    ['a model', MODELS.slice(0, 1)],
    ['two models', MODELS],
  ])('three metrics of %s, with repeats: no table of the comment is cut', async (name, models) => {
    const options = {
      plots: 'none',
      reports: [sweepOf(models, 0.8)],
      baseline: [sweepOf(models, 1)],
      slo: { 'ttft-p99': '<= 4000' },
      thresholds: ['output-throughput=-10%', 'ttft-p99=+15%', 'tpot-p99=+10%', 'ttft<=2000', 'front=-7%'],
    };
    const { outcome } = await runIn('/', options);
    const markdown = renderComment(outcome.report, ALONE);
    for (const page of await show(browser, `comment-metrics-${name}`, markdown, { width: COMMENT_WIDTH })) {
      reads(page);
      expect(page.text).toMatch(/Inconclusive changes in TTFT p99 \(ms\)/);
      expect(page.scrolling).toEqual([]);
    }
  });
});
