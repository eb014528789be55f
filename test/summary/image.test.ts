import { expect, test } from 'vitest';
import { namedImages, plotMarkdown, relativeImages } from '../../src/summary/image.ts';
import type { PlotFile } from '../../src/summary/report.ts';
import { aSweep } from '../builders.ts';

const light: PlotFile = { scenario: 's', kind: 'ttft-by-load', theme: 'light', file: 'plots/a b"-light.png' };
const dark: PlotFile = { ...light, theme: 'dark', file: 'plots/a b"-dark.png' };

test('paths are percent-encoded, and no attribute can be left', () => {
  const text = plotMarkdown(aSweep(), [light, dark], relativeImages);
  expect(text).toContain('href="plots/a%20b%22-light.png"');
  expect(text).toContain('srcset="plots/a%20b%22-dark.png"');
  expect(text).toContain('alt="ttft by load plot of meta-llama/Llama-3.1-70B-Instruct on H100."');
});

test('URLs of one’s own are used as they are', () => {
  const url = 'https://github.com/o/r/blob/abc/a-light.png?raw=true';
  expect(plotMarkdown(aSweep(), [light, dark], () => url)).toContain(`src="${url}"`);
});

test('one theme alone is shown in both, and a picture without a URL is named', () => {
  expect(plotMarkdown(aSweep(), [dark], relativeImages)).toContain('src="plots/a%20b%22-dark.png"');
  expect(plotMarkdown(aSweep(), [light, dark], namedImages)).toBe(
    'ttft by load plot, in the output folder: <code>plots/a b"-light.png</code> (light), <code>plots/a b"-dark.png</code> (dark).',
  );
  expect(plotMarkdown(aSweep(), [], relativeImages)).toBe('');
});

test('where only the dark picture has no URL, the light one stands in', () => {
  const text = plotMarkdown(aSweep(), [light, dark], (file) => (file.includes('dark') ? null : 'https://h/l.png'));
  expect(text).toContain('srcset="https://h/l.png"');
});
