import type { UserThroughput } from '../run/metric.ts';
import { drawLatency, layOutRates } from './latency.ts';
import type { Studio, Tools } from './studio.ts';
import type { Subject } from './subject.ts';
import { recolour, THEMES, type Theme, type ThemeName } from './theme.ts';
import { drawTradeoff, layOut } from './tradeoff.ts';

/** The trade-off, or latencies against the request rate. */
export type PlotKind = 'tradeoff' | 'latency';

/** What is to be drawn. */
export interface Picture {
  readonly kind: PlotKind;
  readonly subject: Subject;
  readonly userThroughput: UserThroughput;
}

/** One picture in one theme and one format. */
export interface PlotFile {
  /** Id of the scenario. */
  readonly scenario: string;
  readonly kind: PlotKind;
  readonly theme: ThemeName;
  readonly format: 'svg' | 'png';
  /** UTF-8 text of the SVG, or the PNG. */
  readonly bytes: Uint8Array;
}

/** Draws a picture in both themes, as SVG and as PNG; nothing where the scenario has no point for it. */
export async function draw(studio: Studio, picture: Picture): Promise<PlotFile[]> {
  const [first] = THEMES;
  const drawn = drawIn(first, studio, picture);
  if (drawn === null) return [];
  const files = THEMES.map((theme) => {
    const named = { scenario: picture.subject.front.scenario.id, kind: picture.kind, theme: theme.name };
    return both(named, theme === first ? drawn : recolour(drawn, first, theme), studio);
  });
  return (await Promise.all(files)).flat();
}

function drawIn(theme: Theme, tools: Tools, { kind, subject, userThroughput }: Picture): string | null {
  if (kind === 'latency') {
    const layout = layOutRates(tools, subject);
    return layout === null ? null : drawLatency(tools, layout, theme);
  }
  const layout = layOut(tools, subject);
  return layout === null ? null : drawTradeoff(tools, layout, theme, userThroughput);
}

async function both(
  picture: Pick<PlotFile, 'scenario' | 'kind' | 'theme'>,
  svg: string,
  { rasterise }: Studio,
): Promise<PlotFile[]> {
  return [
    { ...picture, format: 'svg', bytes: new TextEncoder().encode(svg) },
    { ...picture, format: 'png', bytes: await rasterise(svg) },
  ];
}
