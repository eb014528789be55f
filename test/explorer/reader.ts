import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { pageParts } from '../../src/explorer/html.ts';
import type { RawOptions } from '../../src/options.ts';
import type { Report } from '../../src/summary/report.ts';
import { openBrowser, withoutBrowser } from '../browser/browser.ts';
import { runIn } from '../world.ts';

const SCREENSHOTS = join(import.meta.dirname, '../../screenshots');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A report and its page on disk. */
export interface StoredPage {
  readonly report: Report;
  readonly url: string;
  readonly remove: () => void;
}

/** Runs the program on files of a folder and writes the page of what it found. */
export async function writePage(folder: string, options: RawOptions): Promise<StoredPage> {
  const { outcome } = await runIn(folder, { plots: 'none', ...options });
  const to = mkdtempSync(join(tmpdir(), 'page-'));
  const file = join(to, 'report.html');
  writeFileSync(file, (await pageParts(outcome.report)).join(''));
  const remove = () => rmSync(to, { recursive: true });
  return { report: outcome.report, url: pathToFileURL(file).href, remove };
}

/** A page that somebody reads, and what it did behind their back. */
export interface PageVisit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Messages on the console and errors. */
  readonly complaints: readonly string[];
  /** Requests beside that for the page itself. */
  readonly requests: readonly string[];
}

/** How a page is looked at. */
export interface Reading {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly fragment?: string;
  /** Whether it has a touch screen. */
  readonly hasTouch?: boolean;
}

/** Opens a page over `file:` and waits until it shows something. */
export async function read(
  browser: Browser,
  url: string,
  { theme = 'light', width = 1400, fragment = '', hasTouch = false }: Reading = {},
): Promise<PageVisit> {
  const context = await browser.newContext({
    colorScheme: theme,
    viewport: { width, height: 900 },
    acceptDownloads: true,
    hasTouch,
  });
  const page = await context.newPage();
  const [complaints, requests]: [string[], string[]] = [[], []];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('request', (request) => {
    const asked = request.url();
    if (!asked.startsWith(url) && !asked.startsWith('data:')) requests.push(asked);
  });
  await page.goto(fragment === '' ? url : `${url}#${fragment}`);
  await page.locator('footer').waitFor();
  return { page, context, complaints, requests };
}

/**
 * A browser for a file of tests. After each test, and before another page is opened, the page is closed, and whatever the
 * reader did, nothing has complained and nothing was asked of anyone.
 *
 * @param prepare the pages to read, written once, and removed in the end
 * @returns opens a page for one test
 */
export function reader(prepare: () => Promise<readonly StoredPage[]>) {
  let browser: Browser;
  let written: readonly StoredPage[] = [];
  let opened: PageVisit | null = null;
  beforeAll(async () => {
    if (withoutBrowser) return;
    browser = await openBrowser();
    written = await prepare();
  });
  afterAll(async () => {
    await browser?.close();
    for (const { remove } of written) remove();
  });
  const close = async () => {
    const { complaints = [], requests = [] } = opened ?? {};
    await opened?.context.close();
    opened = null;
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
  };
  afterEach(close);
  return async ({ url }: StoredPage, how: Reading = {}): Promise<Page> => {
    await close();
    opened = await read(browser, url, how);
    return opened.page;
  };
}

/** Findings of axe that are serious or worse, a line each. */
export async function seriousFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE);
  // What passes is not asked for, and need not be described.
  return page.evaluate(`axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => id + ': ' + help + ': ' + nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(' | ')))`);
}

/** Keeps a picture of the whole page for people. */
export async function keep(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}
