import { expect, test } from 'vitest';
import { renderComment } from '../../src/summary/commenttext.ts';
import { COMMENT_BYTES } from '../../src/summary/detail.ts';
import { namedImages } from '../../src/summary/image.ts';
import { BESIDE, interactiveBlocks, type PageLink } from '../../src/summary/interactive.ts';
import { renderMarkdown } from '../../src/summary/markdown.ts';
import { aReport, aSweep } from '../builders.ts';
import { expectWellFormed } from './wellformed.ts';

const URL = 'https://github.com/o/r/actions/runs/9/artifacts/5';
const ALONE: PageLink = { url: URL, archived: false };
const report = aReport([aSweep()]);

const summary = (interactive: PageLink | null, limit = Number.POSITIVE_INFINITY) =>
  renderMarkdown(report, { images: namedImages, interactive, limit });
const comment = (interactive: PageLink | null, limit = COMMENT_BYTES, notes: readonly string[] = []) =>
  renderComment(report, {
    ...{ images: namedImages, links: { run: null, artifact: null }, measured: '' },
    ...{ marker: '', interactive, limit, notes },
  });

test('a page by itself is opened, one in an archive is named, and one beside is a file', () => {
  const [opened = ''] = interactiveBlocks(ALONE);
  expect(opened).toMatch(`**<a href="${URL}">Explore interactively</a>**`);
  const [archived = ''] = interactiveBlocks({ url: URL, archived: true });
  expect(archived).toBe(`**Explore interactively:** \`report.html\` in <a href="${URL}">the artifact</a>`);
  expect(interactiveBlocks(BESIDE)[0]).toMatch('<a href="report.html">Explore interactively</a>');
  expect(interactiveBlocks(null)).toEqual([]);
});

test.each([
  ['summary', summary],
  ['comment', comment],
])('in a %s: once, under its heading, and only where there is a page', (_, render) => {
  const text = render(ALONE);
  expectWellFormed(text);
  expect(text.match(/interactively/g)).toHaveLength(1);
  const blocks = text.split('\n\n');
  const heading = blocks.findIndex((block) => block.startsWith('##'));
  expect(blocks.findIndex((block) => block.includes('interactively'))).toBe(heading + 2);
  expect(render(null)).not.toMatch(/interactively|report\.html/);
});

test.each([
  ['summary', () => summary(ALONE, 500)],
  ['comment', () => comment(ALONE, 500, ['a note '.repeat(50)])],
])('in a %s that has no room for more', (_, render) => {
  const text = render();
  expect(text).toContain('There is no room here for more');
  expect(text).toContain(URL);
});

test.each(['javascript:alert(1)', 'data:text/html,x', '//evil', 'report.html?x'])('no link leads to %s', (url) => {
  expect(interactiveBlocks({ url, archived: false })[0]).not.toContain('href');
  expect(interactiveBlocks({ url, archived: true })[0]).not.toContain('href');
});
