/** A point in px of a drawing. */
export interface Mark {
  readonly key: string;
  readonly x: number;
  readonly y: number;
}

/** A chart as it is drawn, and where its data are in it. */
export interface Drawing {
  readonly svg: SVGElement;
  readonly width: number;
  readonly height: number;
  /** Edges of the data in px. */
  readonly data: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly marks: readonly Mark[];
  /** The value across that asks nothing of users. */
  readonly start: number;
  /** Px of a value across, and back. */
  readonly across: (value: number) => number;
  readonly valueAt: (px: number) => number;
}

export function drawScene(scene: any, { width }: any): Drawing | null {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  const height = 620;
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const data = { left: 64, right: width - 24, top: 100, bottom: 560 };
  const pts = scene.shown.scenario.configurations
    .flatMap((configuration: any) =>
      configuration.points.map((point: any) => ({
        configuration,
        point,
        x: point.metrics[scene.plane.x.metric],
        y: point.metrics[scene.plane.y.metric],
      })),
    )
    .filter((p: any) => p.x !== null && p.y !== null);
  if (pts.length === 0) return null;
  const mx = Math.max(...pts.map((p: any) => p.x)) * 1.05,
    my = Math.max(...pts.map((p: any) => p.y)) * 1.05;
  const across = (v: number) => data.left + (v / mx) * (data.right - data.left);
  const marks = pts.map((p: any) => ({
    key: JSON.stringify([p.configuration.id, `c${p.point.load.concurrency}`]),
    x: across(p.x),
    y: data.bottom - (p.y / my) * (data.bottom - data.top),
  }));
  for (const m of marks) {
    const c = document.createElementNS(ns, 'circle');
    c.setAttribute('cx', m.x);
    c.setAttribute('cy', m.y);
    c.setAttribute('r', '3');
    c.setAttribute('fill', '#888');
    svg.append(c);
  }
  return {
    svg,
    width,
    height,
    data,
    marks,
    start: scene.plane.x.better === 'higher' ? 0 : mx,
    across,
    valueAt: (px) => ((px - data.left) / (data.right - data.left)) * mx,
  };
}
