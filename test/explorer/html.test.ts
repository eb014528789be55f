import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageParts } from '../../src/explorer/html.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { Report } from '../../src/summary/report.ts';
import { openBrowser, photograph, withoutBrowser } from '../browser/browser.ts';
import {
  aConfiguration,
  aDeployment,
  aPoint,
  aProblem,
  aReport,
  aScenario,
  aSweep,
  at,
  withFront,
} from '../builders.ts';
import { hostileName } from '../hostile.ts';
import { Tab } from './reader.ts';

/** A report of a scenario of so many configurations at so many loads, whose throughputs differ. */
function aLargeReport(configurations: number, loads: number): Report {
  const scenario = aScenario(
    Array.from({ length: configurations }, (_, c) => {
      const label = `${1 + (c % 8)}R-TP${c + 1}`;
      const points = Array.from({ length: loads }, (_, l) => {
        const perGpu = ((100 + (c % 60)) * (l + 1)) / (l + 8 + (c % 7));
        return at(l + 1, (8 * perGpu) / (l + 1), perGpu);
      });
      return aConfiguration(aDeployment({ label, gpus: 8 }), points, { id: label });
    }),
  );
  return aReport([withFront(scenario)]);
}

test('one file: its policy allows what lies in it and nothing else, and it holds no link to anywhere', async () => {
  const html = (await pageParts(aReport([aSweep()]))).join('');
  const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  const hash = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const [, style] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
  const script = /<script>([\s\S]*)<\/script>/.exec(html)?.[1];
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(html.match(/<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[^>]*>/g)).toEqual([
    '<link rel="icon" href="data:,">',
  ]);
});

test('without its data it is smaller than 1 MB', async () => {
  const html = (await pageParts(aReport([aSweep()]))).join('');
  const data = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
  expect(Buffer.byteLength(html) - Buffer.byteLength(data)).toBeLessThan(1_000_000);
});

test('scenarios are written one by one, since their data may take tens of MB', async () => {
  const parts = await pageParts(aReport(Array.from({ length: 50 }, () => aSweep())));
  const [first = '', ...scenarios] = parts.filter((part) => /^,?\{"id":/.test(part));
  expect(scenarios).toEqual(Array.from({ length: 49 }, () => `,${first}`));
  const [, data = ''] = /id="data">([\s\S]*?)<\/script>/.exec(parts.join('')) ?? [];
  expect(JSON.parse(data).scenarios).toEqual(Array.from({ length: 50 }, () => JSON.parse(first)));
});

const NAMES = ['</script><script>alert(1)</script>', '<!--<script>', '</title><img src=x onerror=alert(1)>', '\u2028'];

test('names are text, whatever they hold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(hostileName, fc.constantFrom(...NAMES)), async (name) => {
      const report = aReport([withFront(aScenario(aSweep().scenario.configurations, { model: name }))], {
        problems: [aProblem({ message: name, file: name })],
      });
      const html = (await pageParts(report)).join('');
      expect(html.match(/<\/script>/g)).toHaveLength(2);
      expect(html.match(/<script/g)).toHaveLength(2);
      expect(html).not.toContain('<img');
      expect(html.match(/<\/title>/g)).toHaveLength(1);
      const data = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
      expect(JSON.parse(data).scenarios[0].model).toBe(name);
    }),
  );
});

describe.skipIf(withoutBrowser)('in Chromium', () => {
  let browser: Browser;
  let tab: Tab;
  let folder: string;
  beforeAll(async () => {
    browser = await openBrowser();
    tab = await Tab.open(browser);
    folder = mkdtempSync(join(tmpdir(), 'page-'));
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  const opened = async (name: string, report: Report) => {
    const file = join(folder, `${name}.html`);
    writeFileSync(file, (await pageParts(report)).join(''));
    return tab.read(pathToFileURL(file).href);
  };

  const sweep = aSweep().scenario;
  const named = (model: string) =>
    aScenario(
      sweep.configurations.map((one, i) => ({ ...one, id: `${model} ${i}` })),
      { model, accelerator: model },
    );
  const lone = (...points: Parameters<typeof aConfiguration>[1]): Scenario =>
    aScenario([aConfiguration(aDeployment(), points)]);
  const empty = 'Nothing shown has both coordinates in this plane.';

  test.each<[string, Scenario[], string | null]>([
    ['hostile', [named('</script><img src=x onerror=alert(1)>')], null],
    ['right-to-left', [named('مدل-زبانی-بزرگ')], null],
    ['chinese', [named('通义千问-72B')], null],
    ['long', [named('a-name-of-eighty-characters-'.repeat(3).slice(0, 80))], null],
    ['one-point', [lone(at(8, 20, 100))], null],
    ['identical-points', [lone(at(8, 20, 100), at(16, 20, 100), at(32, 20, 100))], null],
    ['no-front', [lone(aPoint(8, { ttft: 100 }))], empty],
    ['nothing', [], 'No benchmark run to show.'],
    [
      'many-scenarios',
      Array.from({ length: 300 }, (_, i) => ({ ...sweep, id: `scenario-${i}`, model: `model ${i}` })),
      null,
    ],
  ])('%s: it opens, shows what there is, and complains of nothing', async (name, scenarios, text) => {
    const { page, complaints, requests } = await opened(name, aReport(scenarios.map(withFront)));
    if (text === null) expect(await page.locator('.picture svg').count()).toBe(1);
    else expect(await page.locator('body').innerText()).toContain(text);
    await photograph(page, `page-${name}`);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
  });

  test('10,000 points of 500 configurations are a drawing of few elements, and each can be looked at', async () => {
    const { page, complaints } = await opened('large', aLargeReport(500, 20));
    expect(await page.locator('.picture svg *').count()).toBeLessThan(1000);
    await page.locator('svg.overlay').focus();
    const seen = new Set<string>();
    for (let i = 0; i < 5; i++) {
      await page.keyboard.press('ArrowRight');
      seen.add(await page.locator('.point h2').innerText());
    }
    expect(seen.size).toBe(5);
    await page.getByRole('tab', { name: 'All points' }).click();
    expect(await page.getByRole('table', { name: 'points' }).locator('tbody tr').count()).toBe(200);
    expect(complaints).toEqual([]);
  });
});
