import { existsSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PAGES, type Page, pageAt, pageOf, ROOT } from './pages.ts';

/** What a link within the project leads to that is not there. */
function deadLinks({ path, links, anchors }: Page): string[] {
  return links.filter((link) => {
    if (/^(?:https?|mailto):/.test(link)) return false;
    const [file = '', anchor = ''] = link.split('#').map(decodeURIComponent);
    const target = file === '' ? path : posix.normalize(posix.join(dirname(path), file));
    if (!existsSync(join(ROOT, target))) return true;
    if (anchor === '') return false;
    return !(file === '' ? anchors : target.endsWith('.md') ? pageAt(target).anchors : new Set()).has(anchor);
  });
}

test('the README is shorter than 200 lines', () => {
  expect(pageAt('README.md').text.split('\n').length).toBeLessThan(200);
});

test.each(PAGES.map((page) => [page.path, page] as const))('%s: links lead somewhere', (_, page) => {
  expect(deadLinks(page)).toEqual([]);
});

test('every page of docs/ is reached from the README', () => {
  const { links } = pageAt('README.md');
  const paths = PAGES.map(({ path }) => path).filter((path) => path.startsWith('docs/'));
  expect(links).toEqual(expect.arrayContaining(paths));
});

describe('what is wrong is found', () => {
  test.each([
    ['[a](docs/none.md)', ['docs/none.md']],
    ['[a](docs/gate.md#none)', ['docs/gate.md#none']],
    ['# One\n\n# One\n\n[a](#one) [b](#one-1) [c](#two)', ['#two']],
    ['<picture><source srcset="docs/none.png"><img src="docs/example-light.png"></picture>', ['docs/none.png']],
    ['| a |\n| :-- |\n| [a](docs/none.md) |', ['docs/none.md']],
    ['```\n[a](docs/none.md)\n```', []],
  ])('%s', (text, dead) => {
    expect(deadLinks(pageOf('README.md', text))).toEqual(dead);
  });
});
