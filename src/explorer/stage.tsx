import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Frame } from '../plot/frame.ts';
import { acrossAt, type Drawing, type Mark, pxAcross } from './drawing.ts';
import { useWidth } from './width.ts';

interface StageProps {
  /** Draws the chart at a width in px; null if there is nothing to draw. */
  readonly draw: (width: number) => Drawing | null;
  /** Key of the selected point. */
  readonly looked: string | null;
  readonly pinned: string | null;
  /** Horizontal value of the line that can be dragged; null if nothing is asked. */
  readonly cut: number | null;
  /** Whether the values to the right of the line meet the bound. */
  readonly isLeast: boolean;
  readonly cutLabel: string;
  readonly nameOf: (key: string) => string;
  readonly onLook: (key: string | null) => void;
  readonly onPin: (key: string | null) => void;
  readonly onIsolate: (key: string) => void;
  readonly onCut: (value: number | null) => void;
}

/** How many px of the drawing a pointer may be away from a point to select it. */
const NEAR = 28;

/** The chart with its moving parts: the selected point, and the line that is dragged. */
export function Stage(props: StageProps) {
  const { draw, looked, pinned, nameOf, onLook, onPin, onIsolate } = props;
  const frame = useRef<HTMLDivElement>(null);
  const holder = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const drawing = useMemo(() => draw(width), [draw, width]);
  useLayoutEffect(() => {
    holder.current?.replaceChildren(...(drawing === null ? [] : [drawing.svg]));
  }, [drawing]);
  if (drawing === null) {
    return (
      <div class="stage" ref={frame}>
        <p class="muted">Nothing shown has both coordinates in this plane.</p>
      </div>
    );
  }
  const markOf = (key: string | null) => drawing.marks.find((mark) => mark.key === key) ?? null;
  const at = (event: MouseEvent) => nearest(drawing, placeOf(event, drawing));
  const step = (event: KeyboardEvent) => {
    const next = stepTo(drawing, markOf(looked ?? pinned), event.key);
    if (next !== null) onLook(next.key);
    else if (event.key === 'Enter' && looked !== null) onPin(looked);
    else if (event.key === 'Escape') onPin(null);
    else if (event.key.toLowerCase() === 'i' && looked !== null) onIsolate(looked);
    else return;
    event.preventDefault();
  };
  return (
    <div class="stage" ref={frame}>
      <div class="picture" ref={holder} />
      <svg
        class="overlay"
        viewBox={`0 0 ${drawing.width} ${drawing.height}`}
        role="application"
        aria-label="Points of the chart: arrow keys go from one to the next, Enter keeps it, I shows its configuration alone"
        // In SVG, only this spelling of the attribute works.
        tabindex={0}
        onPointerMove={(event) => onLook(at(event)?.key ?? null)}
        onPointerLeave={() => onLook(null)}
        onClick={(event) => onPin(at(event)?.key ?? null)}
        onDblClick={(event) => {
          const mark = at(event);
          if (mark !== null) onIsolate(mark.key);
        }}
        onKeyDown={step}
      >
        <Ring mark={markOf(pinned)} kind="pinned" />
        <Ring mark={markOf(looked)} kind="looked" />
        {drawing.frame !== null && <Cut {...props} drawing={drawing} frame={drawing.frame} />}
      </svg>
      <Tip drawing={drawing} mark={markOf(looked ?? pinned)} text={nameOf(looked ?? pinned ?? '')} />
      <p class="hidden" aria-live="polite">
        {looked === null ? '' : nameOf(looked)}
      </p>
    </div>
  );
}

function Ring({ mark, kind }: { readonly mark: Mark | null; readonly kind: 'looked' | 'pinned' }) {
  return mark === null ? null : <circle class={`ring ${kind}`} cx={mark.x} cy={mark.y} r={11} />;
}

interface TipProps {
  readonly drawing: Drawing;
  readonly mark: Mark | null;
  readonly text: string;
}

/** What the selected point is, next to it, on the side with room. */
function Tip({ drawing, mark, text }: TipProps) {
  if (mark === null || text === '') return null;
  const left = `${(100 * mark.x) / drawing.width}%`;
  const top = `${(100 * mark.y) / drawing.height}%`;
  const isLeft = mark.x > drawing.width / 2;
  return (
    <div class={isLeft ? 'tip leftwards' : 'tip'} aria-hidden="true" style={{ left, top }}>
      {text.split('\n').map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  );
}

interface CutProps extends StageProps {
  readonly drawing: Drawing;
  readonly frame: Frame;
}

/** The draggable line at the lowest speed, or the highest latency. */
function Cut({ cut, isLeast, cutLabel, onCut, drawing, frame }: CutProps) {
  const handle = useRef<SVGGElement>(null);
  const isDragged = useRef(false);
  const { left, right, top, bottom, x: scale } = frame;
  const [least, most] = scale.domain;
  const value = cut ?? (isLeast ? least : most);
  const x = Math.min(right, Math.max(left, pxAcross(frame, value)));
  const to = (px: number) => {
    const isFree = isLeast ? px <= left + 1 : px >= right - 1;
    onCut(isFree ? null : rounded(acrossAt(frame, Math.min(right, Math.max(left, px)))));
  };
  const drag = (event: PointerEvent) => {
    if (handle.current?.hasPointerCapture(event.pointerId) !== true) return;
    event.stopPropagation();
    isDragged.current = true;
    to(placeOf(event, drawing).x);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Home' || event.key === 'End') to(event.key === 'Home' ? left : right);
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    to(x + by * ((right - left) / 100));
  };
  return (
    <g
      ref={handle}
      class={cut === null ? 'cut idle' : 'cut'}
      role="slider"
      tabindex={0}
      aria-label={cutLabel}
      aria-valuenow={Math.round(value)}
      aria-valuemin={Math.floor(least)}
      aria-valuemax={Math.round(most)}
      aria-valuetext={cut === null ? 'any' : String(cut)}
      onPointerDown={(event) => {
        handle.current?.setPointerCapture(event.pointerId);
        isDragged.current = false;
      }}
      onPointerMove={drag}
      // A click on the line that does not move it goes to the point below.
      onClick={(event) => isDragged.current && event.stopPropagation()}
      onKeyDown={key}
    >
      {cut !== null && <rect class="grip" x={x - 6} y={top} width={12} height={bottom - top} />}
      <line x1={x} x2={x} y1={top} y2={bottom} />
      <circle cx={x} cy={bottom} r={8} />
      <path d={`M${x - 3},${bottom - 3}V${bottom + 3}M${x + 3},${bottom - 3}V${bottom + 3}`} />
    </g>
  );
}

function rounded(value: number): number | null {
  return value > 0 ? Number(value.toPrecision(3)) : null;
}

/** A place on the page in px of the drawing. */
function placeOf(event: MouseEvent, { width, height }: Drawing): { readonly x: number; readonly y: number } {
  const svg = (event.target as Element).closest('svg');
  const box = svg?.getBoundingClientRect() ?? new DOMRect();
  return { x: ((event.clientX - box.left) / box.width) * width, y: ((event.clientY - box.top) / box.height) * height };
}

function nearest({ marks }: Drawing, { x, y }: { readonly x: number; readonly y: number }): Mark | null {
  let [best, least]: [Mark | null, number] = [null, NEAR ** 2];
  for (const mark of marks) {
    const distance = (mark.x - x) ** 2 + (mark.y - y) ** 2;
    // Of points at the same place, the last is drawn on top.
    if (distance <= least) [best, least] = [mark, distance];
  }
  return best;
}

/** The next point to the left or the right, or the nearest one above or below; the leftmost one if none is selected. */
function stepTo({ marks }: Drawing, from: Mark | null, key: string): Mark | null {
  const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (way === undefined) return null;
  const sorted = marks.toSorted((a, b) => a.x - b.x || b.y - a.y);
  if (from === null) return sorted[0] ?? null;
  const [across = 0, down = 0] = way;
  if (across !== 0) return sorted[sorted.findIndex(({ key: own }) => own === from.key) + across] ?? from;
  const ahead = sorted.filter(({ y }) => (y - from.y) * down > 0);
  const far = (mark: Mark) => Math.abs(mark.y - from.y) + 3 * Math.abs(mark.x - from.x);
  return ahead.sort((a, b) => far(a) - far(b))[0] ?? from;
}
