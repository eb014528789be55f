import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXAMPLE } from '../dist/spawn.ts';
import { Standin } from '../github/standin/standin.ts';
import { READER } from '../github/standin/web.ts';
import { runIn } from '../world.ts';
import { openBrowser, show, withoutBrowser } from './browser.ts';

describe.skipIf(withoutBrowser)('in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test.each([
    ['summary-example', { reports: [EXAMPLE], plots: 'none' }],
    ['summary-comparison', { reports: [`${EXAMPLE}-changed`], baseline: [EXAMPLE], plots: 'none' }],
  ])('%s reads well in both themes', async (name, options) => {
    const { files } = await runIn(process.cwd(), options);
    const summary = files.find(({ path }) => path === 'summary.md')?.content;
    const shown = await show(browser, name, String(summary));
    expect(shown.map(({ theme }) => theme)).toEqual(['light', 'dark']);
    for (const { text, broken, strangers, scripts } of shown) {
      expect({ broken, strangers, scripts }).toEqual({ broken: [], strangers: [], scripts: [] });
      expect(text).toContain('Most tokens per GPU:');
      // Markdown that was not understood would stand there as it was written.
      expect(text).not.toMatch(/\*\*|^\s*\||\[!\w+\]|<\/?\w+>/m);
    }
  });

  test('pictures of a private repository, by theme; one that was never pushed is broken', async () => {
    const github = await Standin.start({ private: true });
    try {
      const picture = (theme: string) => readFileSync(join(import.meta.dirname, `../../docs/example-${theme}.png`));
      const sha = await github.repository.push('main', { 'light.png': picture('light'), 'dark.png': picture('dark') });
      const url = (file: string) => `${github.urls.web}/octo/bench/blob/${sha}/${file}?raw=true`;
      const markdown = `<picture><source media="(prefers-color-scheme: dark)" srcset="${url('dark.png')}"><img alt="front" width="600" src="${url('light.png')}"></picture>\n\n![lost](${url('lost.png')})`;
      const reader = { origins: [github.urls.web], cookie: READER, width: 734 };
      const [light, dark] = await show(browser, 'pictures', markdown, reader);
      expect(light?.images[0]).toBe(url('light.png'));
      expect(dark?.images[0]).toBe(url('dark.png'));
      expect([light?.broken, dark?.broken]).toEqual([[url('lost.png')], [url('lost.png')]]);
      const [stranger] = await show(browser, 'pictures-stranger', markdown, { origins: [github.urls.web] });
      expect(stranger?.broken).toHaveLength(2);
    } finally {
      await github.close();
    }
  });

  test('what GitHub strips does not come through, and a page that calls elsewhere is noticed', async () => {
    const markdown = [
      '<script>alert(1)</script><img src=x onerror="console.log(1)">',
      '<p style="color: red">styled</p> <svg><circle r="9"/></svg>',
      '![there](https://example.com/there.png)',
      '> [!WARNING]\n> mind',
    ].join('\n\n');
    const [light] = await show(browser, 'stripped', markdown);
    expect(light?.scripts).toEqual([]);
    expect(light?.strangers).toContain('https://example.com/there.png');
    expect(light?.text).toMatch(/Warning\s+mind/);
  });
});
