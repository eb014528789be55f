import { expect, test } from 'vitest';
import { namedImages, pictureMarkdown, plotBlocks, relativeImages } from '../../src/summary/image.ts';
import type { PlotFile } from '../../src/summary/report.ts';
import { textPlot } from '../../src/summary/textplot.ts';
import { aSweep } from '../builders.ts';

const light: PlotFile = { scenario: 's', kind: 'ttft-by-load', theme: 'light', file: 'plots/a b"-light.png' };
const dark: PlotFile = { ...light, theme: 'dark', file: 'plots/a b"-dark.png' };

test('paths are percent-encoded, and no attribute can be left', () => {
  const text = pictureMarkdown(aSweep(), [light, dark], relativeImages);
  expect(text).toContain('href="plots/a%20b%22-light.png"');
  expect(text).toContain('srcset="plots/a%20b%22-dark.png"');
  expect(text).toContain('alt="ttft by load plot of meta-llama/Llama-3.1-70B-Instruct on H100."');
});

test('the trade-off’s alternative says what was asked for, as far as the picture does', () => {
  const plots = [light, dark].map((plot) => ({ ...plot, kind: 'tradeoff' }));
  const alt = (answers: readonly string[], kind = 'tradeoff') =>
    pictureMarkdown(
      aSweep(),
      plots.map((plot) => ({ ...plot, kind })),
      relativeImages,
      answers,
    );
  expect(alt(['Best at ≥ 20 tok/s/user: 145 tok/s/GPU by "a"'])).toContain(
    ' Best at ≥ 20 tok/s/user: 145 tok/s/GPU by &#34;a&#34;." src=',
  );
  expect(alt(['One', 'Two', 'Three'])).toContain(' One. Two. and 1 more in report.json." src=');
  expect(alt(['One'], 'cost')).not.toContain('One');
});

test('URLs of one’s own are used as they are', () => {
  const url = 'https://github.com/o/r/blob/abc/a-light.png?raw=true';
  expect(pictureMarkdown(aSweep(), [light, dark], () => url)).toContain(`src="${url}"`);
});

test('one theme alone is shown in both', () => {
  expect(pictureMarkdown(aSweep(), [dark], relativeImages)).toContain('src="plots/a%20b%22-dark.png"');
});

const named = { images: namedImages, compared: null, inCharacters: true };
const NAMES =
  'plot, in the output folder: <code>plots/a b"-light.png</code> (light), <code>plots/a b"-dark.png</code> (dark).';

test('a picture without a URL is named, and nothing where there is no plot', () => {
  expect(pictureMarkdown(aSweep(), [light, dark], namedImages)).toBe('');
  expect(plotBlocks(aSweep(), [light, dark], named)).toEqual([`ttft by load ${NAMES}`]);
  expect(plotBlocks(aSweep(), [], named)).toEqual([]);
});

test('a trade-off without a URL is drawn in characters, unless that is too much', () => {
  const plots = [light, dark].map((plot) => ({ ...plot, kind: 'tradeoff' }));
  const drawn = plotBlocks(aSweep(), plots, named);
  expect(drawn).toEqual([textPlot(aSweep(), null), `Trade-off ${NAMES}`]);
  expect(plotBlocks(aSweep(), plots, { ...named, inCharacters: false })).toEqual([`Trade-off ${NAMES}`]);
  expect(plotBlocks(aSweep(), plots, { ...named, images: relativeImages })).toEqual([
    pictureMarkdown(aSweep(), plots, relativeImages),
  ]);
});

test('where only the dark picture has no URL, the light one stands in', () => {
  const text = pictureMarkdown(aSweep(), [light, dark], (file) => (file.includes('dark') ? null : 'https://h/l.png'));
  expect(text).toContain('srcset="https://h/l.png"');
});
