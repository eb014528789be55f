import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { pageParts } from '../../src/explorer/html.ts';
import type { RawOptions } from '../../src/options.ts';
import type { Report } from '../../src/summary/report.ts';
import { openBrowser, withoutBrowser } from '../browser/browser.ts';
import { runIn } from '../world.ts';

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

/** How a page is looked at. */
export interface Reading {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly fragment?: string;
  /** Whether it has a touch screen. */
  readonly hasTouch?: boolean;
}

/** A page that somebody reads, and what it did behind their back. */
export interface PageVisit {
  readonly page: Page;
  /** Messages on the console and errors since it was opened. */
  readonly complaints: readonly string[];
  /** Requests since then beside that for the page itself. */
  readonly requests: readonly string[];
}

/** What the page's address says of its view, as somebody who copies it then has it. */
export async function fragmentOf(page: Page): Promise<string> {
  return page.evaluate('location.hash.slice(1)');
}

/**
 * A tab in which pages are opened one after the other, each from nothing: a tab for each would be a process for each, and
 * its start takes longer than what most tests do.
 */
export class Tab {
  readonly #page: Page;
  #visit: { url: string; complaints: string[]; requests: string[] } = { url: '', complaints: [], requests: [] };

  private constructor(page: Page) {
    this.#page = page;
    page.on('console', (message) => this.#visit.complaints.push(message.text()));
    page.on('pageerror', ({ message }) => this.#visit.complaints.push(message));
    page.on('request', (request) => {
      const asked = request.url();
      if (!asked.startsWith(this.#visit.url) && !asked.startsWith('data:')) this.#visit.requests.push(asked);
    });
  }

  /** @param hasTouch whether it has a touch screen */
  static async open(browser: Browser, hasTouch = false): Promise<Tab> {
    const context = await browser.newContext({ acceptDownloads: true, hasTouch });
    return new Tab(await context.newPage());
  }

  /** Opens a page over `file:` and waits until it shows something. */
  async read(url: string, { theme = 'light', width = 1400, fragment = '' }: Reading = {}): Promise<PageVisit> {
    const page = this.#page;
    await this.leave();
    this.#visit = { url, complaints: [], requests: [] };
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ media: 'screen', colorScheme: theme });
    await page.goto(fragment === '' ? url : `${url}#${fragment}`);
    await page.locator('footer').waitFor();
    return { page, ...this.#visit };
  }

  /** Leaves the page, which is gone with whatever it was doing: an address that differs in its fragment would keep it. */
  async leave(): Promise<void> {
    await this.#page.context().clearPermissions();
    await this.#page.goto('about:blank');
  }
}

/**
 * A browser for a file of tests. After each test, and before another page is opened, the page is left, and whatever the
 * reader did, nothing has complained and nothing was asked of anyone.
 *
 * @param prepare the pages to read, written once, and removed in the end
 * @returns opens a page for one test
 */
export function reader(prepare: () => Promise<readonly StoredPage[]>) {
  let browser: Browser;
  let written: readonly StoredPage[] = [];
  const tabs = new Map<boolean, Tab>();
  let opened: { readonly tab: Tab; readonly visit: PageVisit } | null = null;
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
    await opened?.tab.leave();
    const { complaints = [], requests = [] } = opened?.visit ?? {};
    opened = null;
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
  };
  afterEach(close);
  return async ({ url }: StoredPage, how: Reading = {}): Promise<Page> => {
    await close();
    const { hasTouch = false } = how;
    const tab = tabs.get(hasTouch) ?? (await Tab.open(browser, hasTouch));
    tabs.set(hasTouch, tab);
    opened = { tab, visit: await tab.read(url, how) };
    return opened.visit.page;
  };
}

/** What axe need not look at again. */
export interface Scrutiny {
  /** CSS selector of the part that is looked at, where the others have been. */
  readonly within?: string;
  /** Whether contrast is left out, which takes as long as all else: colours come of the theme, not of the width. */
  readonly isContrastSeen?: boolean;
}

/** Findings of axe that are serious or worse, a line each. */
export async function seriousFindings(
  page: Page,
  { within = 'html', isContrastSeen = false }: Scrutiny = {},
): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE);
  const options = {
    // What passes is not asked for, and need not be described.
    resultTypes: ['violations'],
    // For rules on sound and video, of which there is none.
    preload: false,
    rules: { 'color-contrast': { enabled: !isContrastSeen } },
  };
  return page.evaluate(`axe.run(${JSON.stringify(within)}, ${JSON.stringify(options)}).then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => id + ': ' + help + ': ' + nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(' | ')))`);
}
