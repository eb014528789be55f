import type { Bidi } from 'bidi-js';
import { readGlyphs, readLetteringFile } from './assets.ts';
import type { Face, Faces } from './face.ts';
import { Glyphs } from './glyphs.ts';
import { Lettering, readLettering, type SetGlyph } from './lettering.ts';
import { MainFace } from './mainface.ts';
import { strokeAt } from './stroke.ts';
import { spelled, stretchesOf } from './typeset.ts';

/** A face whose glyphs can be drawn. Sizes and results in px. */
interface OutlineFace extends Face {
  /** Path data of the text's outlines, beginning at `x` on the baseline `y`. */
  outline(text: string, x: number, y: number, size: number): string;
}

export interface OutlineFaces extends Faces {
  readonly regular: OutlineFace;
  readonly bold: OutlineFace;
  /** Opens fonts for other scripts if some of the texts need them, which most do not. */
  prepare(texts: readonly string[]): Promise<void>;
}

/** What typesets other scripts. */
interface ForeignScripts {
  readonly lettering: Lettering;
  readonly bidi: Bidi;
}

/** Reads the fonts. Throws if they are missing, since no picture could be drawn. */
export async function loadFaces(): Promise<OutlineFaces> {
  const texts = await Promise.all([readGlyphs('regular'), readGlyphs('bold')]);
  const [regular, bold] = texts.map((text) => new MainFace(new Glyphs(text))) as [MainFace, MainFace];
  let foreign: Promise<ForeignScripts> | null = null;
  const faces = { regular: new MixedFace(regular, 0), bold: new MixedFace(bold, EMBOLDENED) };
  return {
    ...faces,
    async prepare(texts) {
      if (texts.every((text) => isSetIn(regular, text))) return;
      foreign ??= openForeign();
      const opened = await foreign;
      for (const face of Object.values(faces)) face.join(opened);
    },
  };
}

async function openForeign(): Promise<ForeignScripts> {
  const [harfbuzz, bidi] = await Promise.all([import('harfbuzzjs'), import('bidi-js/dist/bidi.mjs')]);
  return { lettering: new Lettering(harfbuzz, readLettering(readLetteringFile())), bidi: bidi.default() };
}

/** By how much bold text is emboldened in a font with a single weight, in em. */
const EMBOLDENED = 0.03;

function isSetIn(face: MainFace, text: string): boolean {
  for (const character of text) if (!face.has(character)) return false;
  return true;
}

/** A typeset part of a line: a text in the main font, or a glyph from another one; and its width in em. */
type Part =
  | { readonly text: string; readonly advance: number }
  | { readonly glyph: SetGlyph; readonly advance: number };

/** A weight of the main font, along with the fonts for other scripts. */
class MixedFace implements OutlineFace {
  readonly #main: MainFace;
  readonly #emboldened: number;
  readonly #lines = new Map<string, readonly Part[]>();
  /** Null until a text requires it. */
  #foreign: ForeignScripts | null = null;

  constructor(main: MainFace, emboldened: number) {
    this.#main = main;
    this.#emboldened = emboldened;
  }

  /** Texts that were measured before are typeset again. */
  join(foreign: ForeignScripts): void {
    if (this.#foreign === null) this.#lines.clear();
    this.#foreign = foreign;
  }

  width(text: string, size: number): number {
    if (isSetIn(this.#main, text)) return this.#main.width(text, size);
    return this.#partsOf(text).reduce((sum, { advance }) => sum + advance, 0) * size;
  }

  outline(text: string, x: number, y: number, size: number): string {
    if (isSetIn(this.#main, text)) return this.#main.outline(text, x, y, size);
    let [data, at] = ['', x];
    for (const part of this.#partsOf(text)) {
      if ('text' in part) data += this.#main.outline(part.text, at, y, size);
      else data += this.#drawn(part.glyph, at, y, size);
      at += part.advance * size;
    }
    return data;
  }

  /** A bold glyph is a regular one drawn twice, slightly offset. */
  #drawn(glyph: SetGlyph, x: number, y: number, size: number): string {
    const stroke = this.#foreign?.lettering.stroke(glyph, size) ?? null;
    const [left, top] = [x + glyph.dx * size, y - glyph.dy * size];
    const apart = this.#emboldened * size;
    return strokeAt(stroke, left, top) + (apart === 0 ? '' : strokeAt(stroke, left + apart, top));
  }

  #partsOf(text: string): readonly Part[] {
    const parts = this.#lines.get(text) ?? this.#set(text);
    this.#lines.set(text, parts);
    return parts;
  }

  #set(text: string): Part[] {
    const main = (words: string): Part => ({ text: words, advance: this.#main.width(words, 1) });
    if (this.#foreign === null)
      return [main(spelled(text, { isMain: (one) => this.#main.has(one), fontOf: () => null }))];
    const { lettering, bidi } = this.#foreign;
    const { coverage } = lettering;
    return stretchesOf(spelled(text, coverage), coverage, bidi).flatMap(
      ({ text: stretch, font, direction }): Part[] => {
        if (font === null) return [main(stretch)];
        // A mark above a letter takes no room, however bold.
        const wider = (advance: number) => (advance === 0 ? 0 : advance + this.#emboldened);
        return lettering.shape(stretch, font, direction).map((glyph) => ({ glyph, advance: wider(glyph.advance) }));
      },
    );
  }
}
