import { withFewerCurves } from './fewercurves.ts';
import type { PathCommand } from './pathcommand.ts';

/** A glyph at one size, in hundredths of a px: where its outline starts, and the rest of it relative to that. */
export interface Stroke {
  readonly x: number;
  readonly y: number;
  readonly rest: string;
}

/**
 * A glyph's outline; null for a blank. Relative coordinates in hundredths are half as long as absolute ones, and the
 * same wherever the glyph is.
 */
export function strokeOf(commands: readonly PathCommand[]): Stroke | null {
  const [first, ...others] = withFewerCurves(commands);
  if (first?.type !== 'M') return null;
  const start = { x: hundredths(first.x), y: hundredths(first.y) };
  let [x, y, rest] = [start.x, start.y, ''];
  let contour = start;
  /** The control point that a reader takes for a curve that states none: the last one's, mirrored at its end. */
  let mirrored: readonly number[] | null = null;
  for (const command of others) {
    if (command.type === 'Z') {
      rest += 'z';
      ({ x, y } = contour);
      mirrored = null;
      continue;
    }
    const numbers = pairs(command).flatMap((pair) => [hundredths(pair.x) - x, hundredths(pair.y) - y]);
    if (command.type !== 'M' && numbers.every((number) => number === 0)) continue;
    const [control, end] = [numbers.slice(0, 2), numbers.slice(2)];
    const implied: readonly number[] | null =
      command.type === 'Q' && mirrored !== null && areClose(control, mirrored) ? mirrored : null;
    rest += implied === null ? written(command.type, numbers) : written('T', end);
    mirrored = command.type === 'Q' ? end.map((number, i) => number - ((implied ?? control)[i] ?? 0)) : null;
    [x, y] = [hundredths(command.x), hundredths(command.y)];
    if (command.type === 'M') contour = { x, y };
  }
  return { ...start, rest };
}

/** Whether two places differ by no more than rounding both may have made of one. */
function areClose(a: readonly number[], b: readonly number[]): boolean {
  return a.every((number, i) => Math.abs(number - (b[i] ?? 0)) <= 2);
}

/** A command with relative coordinates. */
function written(type: string, numbers: readonly number[]): string {
  const [x = 0, y = 0] = numbers;
  if (type === 'L' && y === 0) return `h${decimal(x)}`;
  if (type === 'L' && x === 0) return `v${decimal(y)}`;
  return type.toLowerCase() + numbers.map(decimal).reduce((data, number) => data + separated(number));
}

/** Path data of a glyph whose origin is at a place in px. */
export function strokeAt(stroke: Stroke | null, x: number, y: number): string {
  if (stroke === null) return '';
  const [startX, startY] = [hundredths(x) + stroke.x, hundredths(y) + stroke.y];
  return `M${decimal(startX)}${separated(decimal(startY))}${stroke.rest}`;
}

/** Control points and end point. */
function pairs(command: Exclude<PathCommand, { type: 'Z' }>): { x: number; y: number }[] {
  const controls = [];
  if ('x1' in command) controls.push({ x: command.x1, y: command.y1 });
  if ('x2' in command) controls.push({ x: command.x2, y: command.y2 });
  return [...controls, { x: command.x, y: command.y }];
}

function hundredths(px: number): number {
  return Math.round(px * 100);
}

function decimal(hundredths: number): string {
  const text = String(hundredths / 100);
  if (text.startsWith('0.')) return text.slice(1);
  return text.startsWith('-0.') ? `-${text.slice(2)}` : text;
}

function separated(number: string): string {
  return number.startsWith('-') ? number : ` ${number}`;
}
