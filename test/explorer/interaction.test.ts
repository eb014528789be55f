import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { curvesOf, readingAt } from '../../src/pareto/frontreading.ts';
import { bestWithin, meetsAll } from '../../src/regression/objective.ts';
import { formatNumber } from '../../src/summary/numberformat.ts';
import { giverInWords, pointOf } from '../../src/summary/phrase.ts';
import { photograph, printOut, withoutBrowser } from '../browser/browser.ts';
import { EXAMPLE } from '../dist/spawn.ts';
import { fragmentOf, reader, type StoredPage, seriousFindings, writePage } from './reader.ts';

/*
 * report.html as a reader uses it, in Chromium over file:.
 */

const look = test.skipIf(withoutBrowser);

let sweep: StoredPage;
let compared: StoredPage;
const open = reader(async () => {
  sweep = await writePage(process.cwd(), { reports: [EXAMPLE] });
  compared = await writePage(process.cwd(), { reports: [`${EXAMPLE}-changed`], baseline: [EXAMPLE] });
  return [sweep, compared];
});
const answer = (page: Page) => page.locator('.answer').innerText();
const rows = (page: Page, name: string) => page.getByRole('table', { name, exact: true }).locator('tbody tr');
const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click();
const scenarioOf = ({ report }: StoredPage) => {
  const [front] = report.scenarios;
  if (front === undefined) throw new Error('no scenario');
  return front.scenario;
};

const TABS = ['All points', 'Comparison', 'Configurations', 'Problems'];

// Each theme and the least and the largest width have every table; the comparison's have all that the sweep's have.
look.each([
  ['light', 800, 1400],
  ['dark', 1400, 400],
] as const)(
  'in the %s theme %d px wide, and then %d: accessible, and nothing sticks out',
  async (theme, opened, width) => {
    for (const [name, written, parts] of [
      ['sweep', sweep, []],
      ['comparison', compared, TABS],
    ] as const) {
      const page = await open(written, { theme, width: opened });
      for (const at of [opened, width]) {
        if (at !== opened) await widen(page, at);
        await photograph(page, `page-${name}-${theme}-${at}`);
        expect(await seriousFindings(page, { isContrastSeen: at !== width })).toEqual([]);
        expect(await overflowOf(page)).toBe(0);
      }
      for (const part of parts) {
        await tab(page, part);
        expect(await seriousFindings(page, { within: '.tabs' }), part).toEqual([]);
        expect(await overflowOf(page), part).toBe(0);
      }
    }
  },
);

/** Gives a page another width, and waits until it is laid out and painted anew. */
async function widen(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))',
  );
}

/** How much of a page sticks out at its side, in CSS pixels. */
function overflowOf(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

look('a point that is pointed at tells what it is; a click keeps it, Escape lets it go', async () => {
  const page = await open(compared);
  const overlay = page.locator('svg.overlay');
  const first = await aPlace(page);
  await overlay.hover({ position: first });
  const told = await page.locator('.tip').innerText();
  expect(told).toMatch(/ · concurrency \d+\n[\d.,]+ tok\/s\/user\n[\d.,]+ tok\/s\/GPU/);
  const [name = ''] = told.split('\n');
  const card = page.locator('.point');
  const heading = async () => (await card.locator('h2').innerText()).replace(/\s+/, ' · ');
  await expect.poll(heading).toBe(name);
  expect(await card.locator('tbody tr').count()).toBeGreaterThan(10);
  expect(await card.innerText()).toMatch(/Change[\s\S]*Output throughput[\s\S]*%/);
  expect(await card.locator('.file').first().innerText()).toMatch(/\.yaml$/);
  await overlay.click({ position: first });
  await page.mouse.move(0, 0);
  await expect.poll(heading).toBe(name);
  await overlay.focus();
  await page.keyboard.press('Escape');
  await expect.poll(heading).toBe('A · point');
});

look('on a phone a tap on a point tells what it is, there', async () => {
  const page = await open(sweep, { width: 400, hasTouch: true });
  const place = await aPlace(page);
  await page.locator('svg.overlay').tap({ position: place });
  await expect.poll(() => page.locator('.tip').innerText()).toMatch(/ · concurrency \d+\n[\d.,]+ tok\/s\/user/);
  expect(await fragmentOf(page)).toContain('point=');
});

look('by keys alone: to a point, kept, its configuration alone, and back', async () => {
  const page = await open(sweep);
  await page.locator('svg.overlay').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const name = await page.locator('.point h2').innerText();
  await page.keyboard.press('Enter');
  await page.keyboard.press('i');
  const [configuration] = name.split(/ (?=concurrency)/);
  await tab(page, 'All points');
  const cells = await rows(page, 'points').locator('td:first-child').allInnerTexts();
  expect(new Set(cells)).toEqual(new Set([configuration]));
  expect(await fragmentOf(page)).toContain('only=');
  await page.getByRole('button', { name: 'Show all', exact: true }).click();
  expect(await rows(page, 'points').count()).toBeGreaterThan(cells.length);
});

look('configurations are filtered by name and kind, points by load', async () => {
  const page = await open(sweep);
  await tab(page, 'All points');
  const scenario = scenarioOf(sweep);
  await page.getByLabel('Kind').selectOption('disaggregated');
  const split = scenario.configurations.filter(({ deployment }) => deployment.disaggregated === true);
  expect(await rows(page, 'points').count()).toBe(split.reduce((sum, { points }) => sum + points.length, 0));
  await page.getByLabel('Kind').selectOption('all');
  await page.getByLabel('Load').selectOption('concurrency 64');
  expect(await rows(page, 'points').count()).toBe(scenario.configurations.length);
  await page.getByLabel('Load').selectOption('');
  await page.getByPlaceholder('part of the name').fill('1p tp8');
  const named = scenario.configurations.filter(({ id }) => /1p/i.test(id) && /tp8/i.test(id));
  expect(await rows(page, 'points').count()).toBe(named.reduce((sum, { points }) => sum + points.length, 0));
});

look('a configuration of the legend is seen alone, and among all again', async () => {
  const page = await open(sweep);
  const button = page.locator('.legend button').first();
  const name = (await button.innerText()).trim();
  await button.click();
  expect(await button.getAttribute('aria-pressed')).toBe('true');
  expect(new Set(await rows(page, 'front').locator('td:first-child').allInnerTexts())).toEqual(new Set([name]));
  await button.click();
  expect(await page.locator('.legend button').count()).toBeGreaterThan(1);
});

look('“at least 30 tok/s/user” is what the program reads there, by number, by slider and by the line', async () => {
  const page = await open(compared);
  const scenario = scenarioOf(compared);
  const reading = readingAt(curvesOf(scenario), 30);
  if (reading === null) throw new Error('nothing is that fast');
  const expected = `${formatNumber(reading.y)} tok/s/GPU at ≥ 30 tok/s/user: ${giverInWords(reading)}`;
  await page.getByRole('spinbutton', { name: 'at least' }).fill('30');
  await page.keyboard.press('Enter');
  expect(await answer(page)).toContain(expected);
  expect(await answer(page)).toMatch(/%\u00a0?.*against the baseline: [\d.]+ tok\/s\/GPU by /);
  const gpus = reading.configuration.deployment.gpus ?? Number.NaN;
  const deployments = Math.ceil((1000 * 30) / (reading.y * gpus));
  expect(await answer(page)).toContain(`need ${deployments * gpus} GPUs: ${deployments} deployments of ${gpus}`);
  const line = page.locator('.cut');
  await line.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  const keyed = Number(await line.getAttribute('aria-valuetext'));
  expect(keyed).toBeGreaterThan(30);
  const box = await line.locator('circle').boundingBox();
  if (box === null) throw new Error('no handle');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y, { steps: 4 });
  await page.mouse.up();
  const dragged = Number(await line.getAttribute('aria-valuetext'));
  expect(dragged).toBeGreaterThan(keyed);
  const there = readingAt(curvesOf(scenario), dragged);
  expect(await answer(page)).toContain(formatNumber(there?.y ?? null));
});

look('an objective marks the front anew and names the best within', async () => {
  const page = await open(sweep);
  const scenario = scenarioOf(sweep);
  const before = await rows(page, 'front').count();
  await page.getByRole('spinbutton', { name: 'Mean TTFT at most' }).fill('1000');
  await page.keyboard.press('Enter');
  const bounds = [{ metric: 'ttft', kind: 'at-most', limit: 1000, text: '<= 1000' }] as const;
  const best = bestWithin(scenario, bounds);
  if (best === null) throw new Error('nothing is within');
  const speed = best.point.metrics['throughput-per-user'] ?? Number.NaN;
  const reading = readingAt(
    curvesOf(scenario, (placed) => meetsAll(placed, bounds)),
    speed,
  );
  expect(await answer(page)).toContain(`${formatNumber(reading?.y ?? null)} tok/s/GPU at ${formatNumber(speed)}`);
  if (reading?.between[0] !== best.point) expect(await answer(page)).toContain(`Best measured: ${pointOf(best)}`);
  expect(await rows(page, 'front').count()).not.toBe(before);
  await tab(page, 'All points');
  const missed = scenario.configurations
    .flatMap(({ points }) => points)
    .filter(({ metrics }) => (metrics.ttft ?? 0) > 1000);
  expect(await rows(page, 'points').filter({ hasText: 'misses an objective' }).count()).toBe(missed.length);
  await page.getByRole('slider', { name: 'Mean TTFT at most, ms' }).first().focus();
  await page.keyboard.press('End');
  expect(await fragmentOf(page)).not.toContain('objectives');
});

look('the baseline can be taken off', async () => {
  const page = await open(compared);
  await expect.poll(() => page.locator('.picture svg').innerHTML()).toMatch(/baseline/);
  await page.getByLabel('Baseline’s front').uncheck();
  await expect.poll(() => page.locator('.picture svg').innerHTML()).not.toMatch(/baseline/);
});

look('planes, scales and the definition of tok/s/user', async () => {
  const page = await open(sweep);
  const picture = () => page.locator('.picture svg').textContent();
  await page.getByRole('combobox', { name: 'Chart' }).selectOption('ttft');
  expect(await picture()).toContain('TTFT');
  await page.getByLabel('Across').selectOption('log');
  expect(await picture()).toContain('logarithmic');
  await page.getByRole('combobox', { name: 'Chart' }).selectOption('tradeoff');
  const before = await rows(page, 'front').allInnerTexts();
  await page.getByLabel('tok/s/user is').selectOption('tpot');
  expect(await rows(page, 'front').allInnerTexts()).not.toEqual(before);
});

look('tables are sorted, filtered, copied as Markdown and saved as CSV', async () => {
  const page = await open(sweep);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await tab(page, 'All points');
  const column = () => rows(page, 'points').locator('td:nth-child(5)').allInnerTexts();
  const numbers = async () => (await column()).map((text) => Number(text.replaceAll(',', '')));
  await page
    .getByRole('columnheader', { name: /tok\/s\/GPU/ })
    .getByRole('button')
    .click();
  const sorted = await numbers();
  expect(sorted).toEqual(sorted.toSorted((a, b) => b - a));
  await page.getByRole('searchbox', { name: 'Filter points' }).fill('2r-tp4 concurrency 64');
  const found = await rows(page, 'points').locator('td:first-child').allInnerTexts();
  expect(new Set(found)).toEqual(new Set(['2R-TP4']));
  await page.getByRole('button', { name: 'Copy as Markdown' }).first().click();
  const copied: string = await page.evaluate('navigator.clipboard.readText()');
  expect(copied).toMatch(/^\| Configuration \| Load \| Front \|/);
  expect(copied.split('\n')).toHaveLength(found.length + 2);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as CSV' }).first().click(),
  ]);
  expect(download.suggestedFilename()).toBe('points.csv');
  const csv = readFileSync(await download.path(), 'utf8');
  expect(csv).toMatch(/^configuration,load,standing,throughput-per-user,/);
  expect(csv.trimEnd().split('\r\n')).toHaveLength(found.length + 1);
});

look('a link brings the whole view back', async () => {
  const page = await open(compared);
  await page.getByRole('spinbutton', { name: 'at least' }).fill('20');
  await page.getByRole('spinbutton', { name: 'Mean TTFT at most' }).fill('2000');
  await page.getByRole('combobox', { name: 'Chart' }).selectOption('e2el');
  await page.getByLabel('Kind').selectOption('disaggregated');
  await tab(page, 'Comparison');
  const seen = () => page.locator('main').innerText();
  const [text, fragment] = [await seen(), await fragmentOf(page)];
  const again = await open(compared, { fragment });
  expect(await again.locator('main').innerText()).toBe(text);
});

look('the comparison tells effects, what moved and every row', async () => {
  const page = await open(compared);
  expect(await page.locator('.verdict').innerText()).toMatch(/^Regression: /);
  await tab(page, 'Comparison');
  const { comparison } = compared.report.compared ?? {};
  const total = comparison?.rows.length ?? 0;
  expect(await rows(page, 'compared rows').count()).toBe(Math.min(200, total));
  await page.getByRole('searchbox', { name: 'Filter compared rows' }).fill('regression');
  const regressed = comparison?.rows.filter(({ verdict }) => verdict === 'regression').length;
  expect(await rows(page, 'compared rows').count()).toBe(regressed);
});

look('a table of the report keeps its words in a CSV, and sorts its figures as figures', async () => {
  const page = await open(compared);
  await tab(page, 'Comparison');
  const section = page.locator('section', { has: page.getByRole('heading', { name: 'Points that moved' }) }).last();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    section.getByRole('button', { name: 'Save as CSV' }).click(),
  ]);
  const [head = '', ...lines] = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  const column = head.split(',').indexOf('Configuration');
  expect(column).toBeGreaterThan(-1);
  const ids = new Set(scenarioOf(compared).configurations.map(({ id }) => id));
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(ids).toContain(line.split(',')[column]);
  const change = head.split(',').indexOf('Change');
  for (const line of lines) expect(line.split(',')[change]).toMatch(/^'?-?\d+(\.\d+)?$/);
});

look('objectives of the report are there to be seen and taken off, whichever way they bound', async () => {
  const slo = { 'ttft-p50': '<= 9000', 'throughput-per-gpu': '>= 20', 'throughput-per-user': '>= 25' };
  const written = await writePage(process.cwd(), { reports: [EXAMPLE], slo });
  const page = await open(written);
  expect(await page.getByRole('spinbutton', { name: 'at least', exact: true }).inputValue()).toBe('25');
  for (const [name, value] of [
    ['TTFT p50 at most', '9000'],
    ['tok/s/GPU at least', '20'],
  ] as const) {
    const field = page.getByRole('spinbutton', { name });
    expect(await field.inputValue()).toBe(value);
    await field.fill('');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('spinbutton', { name }).count()).toBe(0);
  }
  written.remove();
});

look('what is on paper is there before the browser lays it out', async () => {
  const page = await open(compared, { theme: 'dark' });
  const laid: string[] = await page.evaluate(`(() => {
    window.dispatchEvent(new Event('beforeprint'));
    const full = ['points', 'comparison', 'configurations'].filter((id) => document.querySelector('#panel-' + id + ' table'));
    return [...full, document.documentElement.dataset.theme];
  })()`);
  expect(laid).toEqual(['points', 'comparison', 'configurations', 'light']);
});

look('each problem leads to the page that explains its code', async () => {
  // Compared with itself, of which it is warned.
  const same = await writePage(process.cwd(), { reports: [EXAMPLE], baseline: [EXAMPLE] });
  const page = await open(same);
  await tab(page, 'Problems');
  const link = page.locator('#panel-problems td a').first();
  const [code, href] = [await link.innerText(), await link.getAttribute('href')];
  expect(href).toMatch(new RegExp(`/docs/problems\\.md#${code}$`));
  same.remove();
});

look('paper shows every part, in ink on white', async () => {
  const page = await open(compared, { theme: 'dark' });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect.poll(() => page.locator('#panel-problems').isVisible()).toBe(true);
  for (const part of ['front', 'points', 'comparison', 'configurations'])
    await expect.poll(() => page.locator(`#panel-${part} table`).first().isVisible(), { message: part }).toBe(true);
  expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
  await printOut(page, 'page-comparison');
});

/** A place on the chart, in px of the overlay, where a point can be pointed at. */
async function aPlace(page: Page): Promise<{ x: number; y: number }> {
  const overlay = page.locator('svg.overlay');
  await overlay.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const [ring, box] = [await page.locator('.ring.looked').boundingBox(), await overlay.boundingBox()];
  if (ring === null || box === null) throw new Error('no point');
  return { x: ring.x + ring.width / 2 - box.x, y: ring.y + ring.height / 2 - box.y };
}
