import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { htmlOf } from './markdown.ts';

/** Debian's: the same engine with no windows around it takes half of the time of the one with windows. */
const WITH_WINDOWS = '/usr/bin/chromium';
const WITHOUT_WINDOWS = '/usr/bin/chromium-headless-shell';
/** One of these, or another that is named. */
const CHROMIUM = process.env.CHROMIUM ?? (existsSync(WITHOUT_WINDOWS) ? WITHOUT_WINDOWS : WITH_WINDOWS);
/** Where screenshots are kept, for people. */
const SCREENSHOTS = join(import.meta.dirname, '../../screenshots');
/** Where somebody asks for them: no test looks at one, and it takes as long as opening the page. */
const KEEPS_SCREENSHOTS = process.env.SCREENSHOTS === '1';

const required = process.env.REQUIRE_BROWSER === '1';
const missing = [...(existsSync(CHROMIUM) ? [] : ['chromium']), ...(runs('cmark-gfm') ? [] : ['cmark-gfm'])];

/** Whether tests in a browser must be skipped; where it is required, they run and fail. */
export const withoutBrowser = missing.length > 0 && !required;

if (withoutBrowser)
  console.info(`skipped where they are used: no ${missing.join(', ')}; Debian has packages of these names`);

function runs(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Starts Chromium; to be closed. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
}

/**
 * Keeps a picture of the whole page, where screenshots are kept. Beside other work Chromium fails at one in some hundred,
 * and not at the next.
 */
export async function photograph(tab: Page, name: string): Promise<void> {
  if (!KEEPS_SCREENSHOTS) return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  const path = join(SCREENSHOTS, `${name}.png`);
  const take = () => tab.screenshot({ path, fullPage: true });
  await take().catch((error) => {
    if (!String(error).includes('Unable to capture screenshot')) throw error;
    return take();
  });
}

/** Keeps what the page is on paper, where screenshots are kept. */
export async function printOut(tab: Page, name: string): Promise<void> {
  if (KEEPS_SCREENSHOTS) await tab.pdf({ path: join(SCREENSHOTS, `${name}.pdf`) });
}

/** What Markdown came to on a page of GitHub's. */
export interface RenderedMarkdown {
  readonly theme: 'light' | 'dark';
  /** What a person reads. */
  readonly text: string;
  /** URLs of images that did not load, whatever the reason. */
  readonly broken: readonly string[];
  /** URLs of images that were shown in this theme. */
  readonly images: readonly string[];
  /** What the page tried to fetch from anywhere but the origins given. */
  readonly strangers: readonly string[];
  /** Scripts that ran: messages on the console and dialogues. */
  readonly scripts: readonly string[];
  /** Beginnings of what is wider than the page and cannot be scrolled to. */
  readonly overflow: readonly string[];
  /** Headings of tables that are seen in part and have to be scrolled. */
  readonly scrolling: readonly string[];
  /** Texts of cells under “Change” that are not seen without scrolling. */
  readonly unseen: readonly string[];
  /** Names of deployments in tables that take several lines. */
  readonly brokenNames: readonly string[];
  /** Links within the page that lead nowhere. */
  readonly deadLinks: readonly string[];
}

export interface Place {
  /** CSS pixels of the Markdown: a job summary has 1,012, a comment 734. */
  readonly width?: number;
  /** Origins that images may come from; requests to any other are refused. */
  readonly origins?: readonly string[];
  /** `name=value` of a cookie for those, such as that of somebody who is signed in. */
  readonly cookie?: string;
}

/**
 * Shows Markdown as GitHub would, in both themes, and photographs each as `name`. One page loads it for each, since another
 * page would be another process.
 */
export async function show(
  browser: Browser,
  name: string,
  markdown: string,
  { width = 1012, origins = [], cookie }: Place = {},
): Promise<RenderedMarkdown[]> {
  const context = await browser.newContext({ viewport: { width: width + 64, height: 800 } });
  try {
    await context.addCookies(cookie === undefined ? [] : origins.map((url) => cookieFor(url, cookie)));
    // On the site that its images come from, as on GitHub: else its cookies would be a third party's.
    const home = `${origins[0] ?? 'http://page.invalid'}/shown`;
    const tab = await watched(context, page(htmlOf(markdown)), home, origins);
    const shown: RenderedMarkdown[] = [];
    for (const theme of ['light', 'dark'] as const) shown.push(await showIn(tab, theme, name, home));
    return shown;
  } finally {
    await context.close();
  }
}

/** A page, and what it has done since it was last loaded. */
interface WatchedTab {
  readonly tab: Page;
  readonly strangers: string[];
  readonly scripts: string[];
}

/** A page on which HTML is at an address, and which only asks the origins given. */
async function watched(
  context: BrowserContext,
  html: string,
  home: string,
  origins: readonly string[],
): Promise<WatchedTab> {
  const tab = await context.newPage();
  const [strangers, scripts]: [string[], string[]] = [[], []];
  tab.on('console', (message) => scripts.push(message.text()));
  tab.on('dialog', (dialog) => {
    scripts.push(dialog.message());
    void dialog.dismiss();
  });
  await tab.route(/^(?!data:)/, (route) => {
    const url = route.request().url();
    if (url === home) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    if (!origins.includes(new URL(url).origin)) {
      strangers.push(url);
      return route.abort();
    }
    return route.continue();
  });
  return { tab, strangers, scripts };
}

async function showIn(
  { tab, strangers, scripts }: WatchedTab,
  theme: RenderedMarkdown['theme'],
  name: string,
  home: string,
): Promise<RenderedMarkdown> {
  strangers.length = 0;
  scripts.length = 0;
  await tab.emulateMedia({ colorScheme: theme });
  await tab.goto(home, { waitUntil: 'load' });
  const images = await imagesOf(tab);
  await photograph(tab, `${name}-${theme}`);
  return {
    theme,
    text: await tab.locator('main').innerText(),
    broken: images.filter(({ loaded }) => !loaded).map(({ url }) => url),
    images: images.map(({ url }) => url),
    strangers: [...strangers],
    // The browser's own complaint about what was refused.
    scripts: scripts.filter((message) => !message.startsWith('Failed to load resource')),
    overflow: await overflowOf(tab),
    scrolling: await scrollingOf(tab),
    unseen: await unseenOf(tab),
    brokenNames: await brokenNamesOf(tab),
    deadLinks: await deadLinksOf(tab),
  };
}

function cookieFor(url: string, text: string): { name: string; value: string; url: string } {
  const [name = '', value = ''] = text.split('=');
  return { name, value, url };
}

/** Images of a page once each has loaded or failed; those further down load only when they are looked at. */
function imagesOf(tab: Page): Promise<{ url: string; loaded: boolean }[]> {
  return tab.evaluate(`Promise.all([...document.images].map(async (image) => {
    image.loading = 'eager';
    await image.decode().catch(() => {});
    return { url: image.currentSrc || image.src, loaded: image.complete && image.naturalWidth > 0 };
  }))`);
}

/** Elements that reach beyond the page, but for those in one that scrolls, as tables and code do on GitHub. */
function overflowOf(tab: Page): Promise<string[]> {
  return tab.evaluate(`(() => {
    const edge = document.querySelector('main').getBoundingClientRect().right + 1;
    const scrolls = (element) => element !== null && (element.scrollWidth > element.clientWidth && getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
    return [...document.querySelectorAll('main *')]
      .filter((element) => element.getBoundingClientRect().right > edge && !scrolls(element))
      .map((element) => element.outerHTML.slice(0, 100));
  })()`);
}

/** Tables that are wider than the page: unfolded, as a reader would see them. */
function scrollingOf(tab: Page): Promise<string[]> {
  return tab.evaluate(`(() => {
    for (const folded of document.querySelectorAll('details')) folded.open = true;
    return [...document.querySelectorAll('main table')]
      .filter((table) => table.scrollWidth > table.clientWidth)
      .map((table) => table.rows[0].innerText.replace(/\\s+/g, ' ') + ': ' + (table.scrollWidth - table.clientWidth) + ' px too wide');
  })()`);
}

/** Cells of a table's column “Change” that reach beyond what is shown of the table, with everything unfolded. */
function unseenOf(tab: Page): Promise<string[]> {
  return tab.evaluate(`[...document.querySelectorAll('main table')].flatMap((table) => {
    const edge = Math.min(table.getBoundingClientRect().right, document.querySelector('main').getBoundingClientRect().right);
    const place = [...table.rows[0].cells].findIndex((cell) => cell.innerText.trim() === 'Change');
    return place < 0 ? [] : [...table.rows].map((row) => row.cells[place])
      .filter((cell) => cell.getBoundingClientRect().right > edge + 1)
      .map((cell) => cell.innerText);
  })`);
}

/** Up to twenty characters, as \`1P-TP8/1D-TP8\`: a longer one may take several lines. */
function brokenNamesOf(tab: Page): Promise<string[]> {
  return tab.evaluate(`(() => {
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const broken = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest('td') === null) continue;
      for (const { 0: name, index } of node.data.matchAll(/\\d[PDR]-TP\\S*/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + name.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (name.length <= 20 && lines.size > 1) broken.push(name);
      }
    }
    return broken;
  })()`);
}

/** GitHub puts a prefix before ids, and finds them without it. */
function deadLinksOf(tab: Page): Promise<string[]> {
  return tab.evaluate(`[...document.querySelectorAll('main a[href^="#"]')]
    .map((link) => link.getAttribute('href'))
    .filter((href) => document.getElementById('user-content-' + href.slice(1)) === null)`);
}

const CSS = readFileSync(createRequire(import.meta.url).resolve('github-markdown-css/github-markdown.css'), 'utf8');

function page(body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Report</title>
<style>${CSS}
body { margin: 0; background: #fff } main { padding: 32px }
@media (prefers-color-scheme: dark) { body { background: #0d1117 } }</style>
<main class="markdown-body">${body}</main></html>`;
}
