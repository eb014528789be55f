import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import GithubSlugger from 'github-slugger';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as textOf } from 'mdast-util-to-string';

/*
 * The documentation as a reader has it: links, anchors and blocks of code.
 */

export const ROOT = join(import.meta.dirname, '../..');

/** A fenced block of code. */
export interface Block {
  /** Of the page, and its line: `docs/gate.md:12`. */
  readonly place: string;
  readonly language: string;
  readonly text: string;
  /** What a comment right before it says, `exit status 1`; empty where there is none. */
  readonly note: string;
}

export interface Page {
  readonly path: string;
  readonly text: string;
  /** Targets of links, and sources of images, as they are written. */
  readonly links: readonly string[];
  /** Where `#…` leads. */
  readonly anchors: ReadonlySet<string>;
  readonly blocks: readonly Block[];
}

/** Pages for people: README, CONTRIBUTING, CHANGELOG, SECURITY and what is in `docs/`, but for decisions, which stay as they were. */
export const PAGES: readonly Page[] = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'],
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].map(pageAt);

/** A page by its path in the project. */
export function pageAt(path: string): Page {
  return pageOf(path, readFileSync(join(ROOT, path), 'utf8'));
}

export function pageOf(path: string, text: string): Page {
  const nodes = allIn(fromMarkdown(text));
  const slugger = new GithubSlugger();
  const headings = nodes.filter(({ type }) => type === 'heading').map((node) => slugger.slug(textOf(node)));
  const html = nodes.flatMap((node) => (node.type === 'html' ? [node.value] : []));
  const named = html.flatMap((value) => attributes(value, /\b(?:id|name)="([^"]+)"/g));
  return {
    path,
    text,
    links: linksIn(nodes, html),
    anchors: new Set([...headings, ...named]),
    blocks: blocksIn(path, nodes),
  };
}

function linksIn(nodes: readonly Nodes[], html: readonly string[]): string[] {
  const written = nodes.flatMap((node) => ('url' in node ? [node.url] : []));
  return [...written, ...html.flatMap((value) => attributes(value, /\b(?:src|srcset|href)="([^"]+)"/g))];
}

function blocksIn(path: string, nodes: readonly Nodes[]): Block[] {
  return nodes.flatMap((node, index) => {
    if (node.type !== 'code') return [];
    const before = nodes[index - 1];
    const [, note = ''] = /^<!-- (.*) -->$/.exec(before?.type === 'html' ? before.value : '') ?? [];
    const place = `${path}:${node.position?.start.line ?? 0}`;
    return [{ place, language: node.lang ?? '', text: `${node.value}\n`, note }];
  });
}

/** A node and all below it, in the order of the text. */
function allIn(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(allIn) : [])];
}

function attributes(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([, value = '']) => value);
}
