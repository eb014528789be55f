import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadFaces } from '../../src/plot/font.ts';
import { layHeading } from '../../src/plot/mark/headingmark.ts';
import { wrap } from '../../src/plot/wrap.ts';

const faces = await loadFaces();
const { regular, bold } = faces;

function headingOf(model: string, accelerator: string, width = 1000, against: string | null = null) {
  const caption = { title: [model, accelerator], conditions: [], subtitle: 'ISL 9,999 · OSL 1,000', against } as const;
  return layHeading(caption, { width }, faces);
}

test('a title that fits has one line, and nothing lies lower', () => {
  expect(headingOf('Llama', 'H100')).toMatchObject({ title: ['Llama · H100'], lower: 0 });
});

test('a longer one has the accelerator in the second line, whole', () => {
  const model = 'organisation-with-a-name/An-Extraordinary-Model-Name-70B-Instruct-W8A8';
  const { title, lower } = headingOf(model, 'NVIDIA-H100-80GB-HBM3-SXM5-eight-in-a-node');
  expect(title).toEqual([model, 'NVIDIA-H100-80GB-HBM3-SXM5-eight-in-a-node']);
  expect(lower).toBeGreaterThan(0);
});

test('a model that is too long for a line breaks at a word', () => {
  const model = Array.from({ length: 16 }, (_, i) => `word${i}`).join('-');
  expect(headingOf(model, 'H100', 700).title.join('')).toBe(`${model} · H100`);
});

test('two that are too long for a line each lose their middles, and keep both ends', () => {
  const { title } = headingOf(`first${'x'.repeat(200)}last`, `begin${'y'.repeat(200)}end`);
  expect(title[0]).toMatch(/^first.*…x*last$/);
  expect(title[1]).toMatch(/^begin.*…y*end$/);
});

test('what a comparison came to stays, whatever stands before it', () => {
  const { subtitle } = headingOf('m', 'a', 440, 'against the baseline: 2 points regressed');
  expect(subtitle.join(' · ')).toContain('against the baseline: 2 points regressed');
});

test('no line is wider than the picture', () => {
  const text = fc.string({ unit: 'grapheme-ascii', maxLength: 160 });
  fc.assert(
    fc.property(text, text, fc.constantFrom(440, 700, 1000), (model, accelerator, width) => {
      const { title, style } = headingOf(model, accelerator, width);
      for (const line of title) expect(bold.width(line, style.size)).toBeLessThanOrEqual(width - 48);
      expect(title.length).toBeLessThanOrEqual(2);
    }),
  );
});

test('a text is balanced over two lines, at a space', () => {
  const lines = wrap('one two three four five six', regular.width('one two three four', 12), regular, 12);
  expect(lines).toEqual(['one two three', 'four five six']);
  expect(wrap('one', 400, regular, 12)).toEqual(['one']);
});
