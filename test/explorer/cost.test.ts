import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { curvesOf, readSpeed } from '../../src/pareto/frontreading.ts';
import { COST, TRADEOFF } from '../../src/pareto/plane.ts';
import { formatMoney } from '../../src/summary/numberformat.ts';
import { giverOf } from '../../src/summary/phrase.ts';
import { photograph, withoutBrowser } from '../browser/browser.ts';
import { runIn } from '../world.ts';
import { fragmentOf, reader, type StoredPage, seriousFindings, writePage } from './reader.ts';

/*
 * What GPU-hours cost, as a reader of the page has it.
 */

const FOLDER = join(import.meta.dirname, '../cases/priced');
const PRICES = { H100: 2.5, A100: 1.1 };

const look = test.skipIf(withoutBrowser);

let priced: StoredPage;
let unpriced: StoredPage;
const open = reader(async () => {
  priced = await writePage(FOLDER, { reports: ['reports'], price: PRICES, at: ['30'] });
  unpriced = await writePage(FOLDER, { reports: ['reports'] });
  return [priced, unpriced];
});
const answer = (page: Page) => page.locator('.answer').innerText();
const priceOf = (page: Page, name: string) => page.getByRole('spinbutton', { name: `$ per GPU-hour of ${name}` });
const H100 = 'NVIDIA-H100-80GB-HBM3';
const A100 = 'NVIDIA-A100-SXM4-80GB';
const mixedIn = ({ report }: Pick<StoredPage, 'report'>) => {
  const found = report.scenarios.find(({ scenario }) => scenario.accelerator === `${H100} + ${A100}`);
  if (found === undefined) throw new Error('no mixed scenario');
  return found.scenario;
};

look.each([
  ['light', 1440, true],
  ['dark', 800, false],
  ['light', 400, false],
  ['dark', 400, true],
] as const)(
  'the plane of costs in the %s theme %d px wide: accessible, and nothing sticks out',
  async (theme, width, isContrastSeen) => {
    const page = await open(priced, {
      theme,
      width,
      fragment: `chart=cost&scenario=${mixedIn(priced).id}&isOverlaid=on`,
    });
    await photograph(page, `page-cost-${theme}-${width}`);
    expect(await seriousFindings(page, { isContrastSeen })).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    expect(await page.locator('.picture svg').innerHTML()).toContain('$');
  },
);

look('the answer says what it costs, and by what it is cheapest', async () => {
  const page = await open(priced, { fragment: `scenario=${mixedIn(priced).id}` });
  const scenario = mixedIn(priced);
  const { cost, cheapest } = readSpeed(
    curvesOf(scenario),
    curvesOf(scenario, () => true, COST),
    30,
  );
  if (cheapest === null) throw new Error('no cost');
  expect(await answer(page)).toContain(`${formatMoney(cost)} per million output tokens`);
  expect(await answer(page)).toContain(`Cheapest at that speed: ${formatMoney(cheapest.y)} by ${giverOf(cheapest)}`);
  expect(await answer(page)).toMatch(/\$[\d,.]+ an hour/);
});

look('what if H100 costs $0.50? Another price changes what is cheapest, and goes with the link', async () => {
  const page = await open(priced, { fragment: `scenario=${mixedIn(priced).id}` });
  await priceOf(page, H100).fill('0.5');
  await page.keyboard.press('Enter');
  const { outcome } = await runIn(FOLDER, { plots: 'none', reports: ['reports'], price: { H100: 0.5, A100: 1.1 } });
  const scenario = mixedIn({ report: outcome.report });
  const { cost, reading } = readSpeed(
    curvesOf(scenario, () => true, TRADEOFF),
    curvesOf(scenario, () => true, COST),
    30,
  );
  expect(reading).not.toBeNull();
  expect(await answer(page)).toContain(`${formatMoney(cost)} per million output tokens`);
  const fragment = await fragmentOf(page);
  expect(JSON.parse(new URLSearchParams(fragment).get('prices') ?? '')).toEqual({ [H100]: 0.5 });
  const again = await open(priced, { fragment });
  expect(await priceOf(again, H100).inputValue()).toBe('0.5');
  expect(await answer(again)).toContain(`${formatMoney(cost)} per million output tokens`);
  await again.getByRole('button', { name: 'Prices of the report' }).click();
  expect(await priceOf(again, H100).inputValue()).toBe('2.5');
  expect(new URLSearchParams(await fragmentOf(again)).has('prices')).toBe(false);
});

look('a price that is none leaves the one before; an empty one takes costs away', async () => {
  const page = await open(priced, { fragment: `chart=cost&scenario=${mixedIn(priced).id}` });
  for (const wrong of ['0', '-2']) {
    await priceOf(page, A100).fill(wrong);
    await page.keyboard.press('Enter');
    expect(await priceOf(page, A100).inputValue()).toBe('1.1');
  }
  const charts = () => page.getByRole('combobox', { name: 'Chart' }).locator('option').allInnerTexts();
  expect(await charts()).toContain('tok/s/user × Cost');
  await priceOf(page, A100).fill('');
  await page.keyboard.press('Enter');
  expect(await answer(page)).not.toContain('$');
  expect(await charts()).not.toContain('tok/s/user × Cost');
});

look('a report without prices has costs once a reader states them', async () => {
  const page = await open(unpriced, { fragment: `scenario=${mixedIn(unpriced).id}&floor=30` });
  expect(await answer(page)).not.toContain('$');
  await priceOf(page, H100).fill('2.5');
  await page.keyboard.press('Enter');
  expect(await answer(page)).not.toContain('$');
  await priceOf(page, A100).fill('1.1');
  await page.keyboard.press('Enter');
  expect(await answer(page)).toContain('per million output tokens');
  await page.getByRole('combobox', { name: 'Chart' }).selectOption('cost');
  expect(await page.locator('.picture svg').innerHTML()).toContain('Cost of a million output tokens');
  const table = page.getByRole('table', { name: 'front', exact: true });
  expect(await table.locator('thead').innerText()).toContain('Cost');
});
