import type { Markish } from '@observablehq/plot';
import type { Caption } from '../../chart/caption.ts';
import type { Faces } from '../face.ts';
import { type Frame, isNarrow } from '../frame.ts';
import type { Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';
import { truncate } from '../truncate.ts';
import { mutedLine, textLines } from './text.ts';

const TITLE_SIZE = { wide: 20, narrow: 17 };
const SUBTITLE_SIZE = 13.5;
const LEFT = 24;

/** Title and subtitle above the data; accelerator and comparison stay in sight however long the names before them. */
export function heading(
  plot: PlotLibrary,
  caption: Caption,
  frame: Pick<Frame, 'width'>,
  theme: Theme,
  faces: Faces,
): Markish[] {
  const room = frame.width - 2 * LEFT;
  const size = TITLE_SIZE[isNarrow(frame) ? 'narrow' : 'wide'];
  const title = fitTitle(caption.title, room, faces, size);
  const end = caption.against === null ? '' : ` · ${caption.against}`;
  const left = room - faces.regular.width(end, SUBTITLE_SIZE);
  const subtitle = truncate(caption.subtitle, left, faces.regular, SUBTITLE_SIZE) + end;
  return [
    textLines(plot, [{ text: title, x: LEFT, y: 38, color: theme.ink }], { size, weight: 'bold' }),
    textLines(plot, [mutedLine(theme, subtitle, LEFT, 61)], { size: SUBTITLE_SIZE }),
  ];
}

function fitTitle([model, accelerator]: Caption['title'], room: number, faces: Faces, size: number): string {
  const end = truncate(` · ${accelerator}`, room / 2, faces.bold, size);
  return truncate(model, room - faces.bold.width(end, size), faces.bold, size) + end;
}
