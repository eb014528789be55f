import type { Faces } from './face.ts';
import type { PixelGrid } from './pixelgrid.ts';

export type PlotLibrary = typeof import('./library.ts');

/** What a picture is drawn with, in a browser as well. */
export interface Tools {
  readonly plot: PlotLibrary;
  readonly document: Document;
  readonly faces: Faces;
  readonly pixels: PixelGrid;
}
