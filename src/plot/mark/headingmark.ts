import type { Markish } from '@observablehq/plot';
import type { Caption } from '../../chart/caption.ts';
import { isolated } from '../../chart/printable.ts';
import type { Faces } from '../face.ts';
import { type Frame, isNarrow } from '../frame.ts';
import type { Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';
import { truncate, truncateMiddle } from '../truncate.ts';
import { wrap } from '../wrap.ts';
import { textLines } from './textlines.ts';

const TITLE = { wide: { size: 20, line: 25 }, narrow: { size: 17, line: 21 } };
const SUBTITLE = { size: 13.5, line: 18 };
const LEFT = 24;
/** The distances from the top to the first line of the title, and from its last line to the subtitle, in px. */
const TOP = 38;
const APART = 23;

/** Title and subtitle, of one or two lines each, and the answers to what was asked. */
export interface Heading {
  readonly title: readonly string[];
  readonly subtitle: readonly string[];
  /** Lines under the subtitle. */
  readonly answers: readonly string[];
  readonly style: { readonly size: number; readonly line: number };
  /** How much lower everything below has to be than with one line each, in px. */
  readonly lower: number;
}

/**
 * Lays out a heading; accelerator and comparison remain visible however long the text before them is.
 *
 * @param answers sentences that each start a line
 */
export function layHeading(
  caption: Caption,
  frame: Pick<Frame, 'width'>,
  faces: Faces,
  answers: readonly string[] = [],
): Heading {
  const room = frame.width - 2 * LEFT;
  const style = TITLE[isNarrow(frame) ? 'narrow' : 'wide'];
  const title = titleLines(caption.title, room, faces, style.size);
  const subtitle = subtitleLines(caption, room, faces);
  const answered = answers.flatMap((answer) => answerLines(answer, room, faces));
  const lower = (title.length - 1) * style.line + (subtitle.length - 1 + answered.length) * SUBTITLE.line;
  return { title, subtitle, answers: answered, style, lower };
}

/**
 * One line if possible; otherwise the accelerator goes on a second line, or the title is broken between words. Lines
 * that are still too long lose their middles.
 */
function titleLines([model, accelerator]: Caption['title'], room: number, { bold }: Faces, size: number): string[] {
  const whole = `${isolated(model)} · ${isolated(accelerator)}`;
  const fits = (line: string) => bold.width(line, size) <= room;
  if (fits(whole)) return [whole];
  if (fits(model) && fits(accelerator)) return [model, accelerator];
  const broken = wrap(`${model} · ${accelerator}`, room, bold, size);
  if (broken.every((line) => !line.endsWith('…'))) return broken;
  return [model, accelerator].map((name) => truncateMiddle(name, room, bold, size));
}

/** What separates the parts of a subtitle. */
const BETWEEN = / · /g;

function subtitleLines({ subtitle, against }: Caption, room: number, { regular }: Faces): string[] {
  if (against === null) return wrap(subtitle, room, regular, SUBTITLE.size, BETWEEN);
  const whole = `${subtitle} · ${against}`;
  const lines = wrap(whole, room, regular, SUBTITLE.size, BETWEEN);
  const isWhole = lines.join(' · ') === whole;
  return isWhole ? lines : [subtitle, against].map((part) => truncate(part, room, regular, SUBTITLE.size));
}

/** An answer in lines of whole words; one that is too long for that is first divided after semicolons. */
function answerLines(answer: string, room: number, { regular }: Faces): string[] {
  const lines = (text: string) => wrap(text, room, regular, SUBTITLE.size, / /g);
  const whole = lines(answer);
  return whole.join(' ') === answer ? whole : answer.split(/(?<=;) /).flatMap(lines);
}

/** Draws a heading above the data. */
export function headingMarks(
  plot: PlotLibrary,
  { title, subtitle, answers, style, lower }: Heading,
  theme: Theme,
): Markish[] {
  const first = TOP + APART + lower - (subtitle.length + answers.length - 1) * SUBTITLE.line;
  const titles = title.map((text, i) => ({ text, x: LEFT, y: TOP + i * style.line, color: theme.ink }));
  const below = [
    ...subtitle.map((text) => ({ text, color: theme.muted })),
    ...answers.map((text) => ({ text, color: theme.ink })),
  ];
  const subtitles = below.map((line, i) => ({ ...line, x: LEFT, y: first + i * SUBTITLE.line }));
  return [
    textLines(plot, titles, { size: style.size, weight: 'bold' }),
    textLines(plot, subtitles, { size: SUBTITLE.size }),
  ];
}
