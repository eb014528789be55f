import { expect, test } from 'vitest';
import { isolated, printable } from '../../src/chart/printable.ts';
import { loadFaces } from '../../src/plot/font.ts';
import { undrawableIn } from '../../src/plot/plot.ts';
import { aConfiguration, aDeployment, aScenario, at, withFront } from '../builders.ts';
import { chartOf } from './drawing.ts';

const NAMES = {
  chinese: '通义千问-指令微调',
  traditional: '繁體中文模型',
  japanese: 'ひらがな・カタカナ・図書館',
  korean: '한국어-기준선',
  arabic: 'تجربة-أساسية',
  hebrew: 'ניסוי בסיס',
  hindi: 'क्षत्रिय-परीक्षण',
  thai: 'ค่าพื้นฐานที่นี่',
} as const;

const faces = await loadFaces();
await faces.prepare(Object.values(NAMES));
const { regular, bold } = faces;
const drawn = (text: string) => regular.outline(text, 0, 0, 20);

/** Where each letter of a path begins across, from the left. */
function starts(path: string): number[] {
  return [...path.matchAll(/M(-?[\d.]+)/g)].map(([, x]) => Number(x));
}

function chartNamed(id: string) {
  const one = aConfiguration(aDeployment(), [at(1, 90, 10), at(64, 20, 140)], { id });
  return chartOf({ front: withFront(aScenario([one])), baseline: null, regressed: new Set(), missed: new Set() });
}

test.for(Object.entries(NAMES))(
  'a name in %s is drawn, in both weights, and no character of it is spelled',
  async ([, name]) => {
    expect(undrawableIn([chartNamed(name)])).toEqual([]);
    for (const face of [regular, bold]) {
      expect(face.outline(name, 0, 0, 20).length).toBeGreaterThan(200);
      expect(face.width(name, 20)).toBeGreaterThan(40);
      expect(face.width(name, 20)).toBeCloseTo(2 * face.width(name, 10));
    }
    expect(bold.outline(name, 0, 0, 20)).not.toBe(regular.outline(name, 0, 0, 20));
  },
);

test('a name that no font is opened for is set by the main font alone', async () => {
  const fresh = await loadFaces();
  await fresh.prepare(['meta-llama/Llama-3.1-70B-Instruct · NVIDIA-H100', 'Größe · ≥ 30 − 4 × →']);
  // Without the other fonts, a character of theirs is a code point.
  expect(fresh.regular.outline('한', 0, 0, 20)).toBe(drawn('[U+D55C]'));
});

test('letters of Arabic join: one after another they are other than each for itself', () => {
  expect(regular.width('سلام', 20)).toBeLessThan([...'سلام'].reduce((sum, one) => sum + regular.width(one, 20), 0));
});

test('in Devanagari a vowel sign goes before its consonant', () => {
  const [sign] = starts(drawn('कि'));
  const alone = starts(drawn('क'));
  expect(sign).toBeLessThan(alone[0] ?? 0);
  expect(regular.width('कि', 20)).toBeGreaterThan(regular.width('क', 20));
});

test('marks of Thai stand over their letters and take no room', () => {
  expect(regular.width('ที่', 20)).toBeCloseTo(regular.width('ท', 20));
});

test('a name that reads from the right is followed by its load, not swapped with it', () => {
  const name = NAMES.hebrew;
  const label = `${isolated(name)} · 64`;
  const load = starts(drawn('64'))[0] ?? 0;
  const width = regular.width(name, 20);
  expect(regular.width(label, 20)).toBeCloseTo(width + regular.width(' · 64', 20));
  // The figures end the label; without the isolation they would begin it.
  expect(starts(drawn(label)).some((x) => x > width + regular.width(' · ', 20) - 1)).toBe(true);
  expect(drawn(label).endsWith(regular.outline('64', width + regular.width(' · ', 20), 0, 20))).toBe(true);
  expect(drawn(`${name} · 64`).endsWith(regular.outline('64', width + regular.width(' · ', 20), 0, 20))).toBe(false);
  expect(load).toBeLessThan(width);
});

test('the first letter of a name that reads from the right stands at its right end', () => {
  const last = regular.outline('נ', regular.width('ניסוי', 20) - regular.width('נ', 20), 0, 20);
  expect(drawn('ניסוי')).toContain(last);
});

test('an isolated name stays as it is where it reads from the left', () => {
  expect(isolated('4R-TP4')).toBe('4R-TP4');
  expect(isolated('通义千问')).toBe('通义千问');
});

test('marks that join or part letters stay within scripts that are written so, and nowhere else', () => {
  expect(printable('می\u200cخواهم')).toBe('می\u200cخواهم');
  expect(printable('क\u094d\u200dष')).toBe('क\u094d\u200dष');
  expect(printable('ab\u200dcd')).toBe('ab cd');
  expect(printable('\u200cمی\u200c')).toBe('می');
});

test('characters that no font has are named, each once', async () => {
  expect(undrawableIn([chartNamed('🚀-fast-🚀'), chartNamed('ክ-通')])).toEqual(['🚀', 'ክ']);
  expect(undrawableIn([chartNamed('plain')])).toEqual([]);
});
