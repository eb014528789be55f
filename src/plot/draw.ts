import type { UserThroughput } from '../run/metric.ts';
import type { Studio } from './studio.ts';
import type { Subject } from './subject.ts';
import { recolour, THEMES, type ThemeName } from './theme.ts';
import { drawTradeoff, layOut } from './tradeoff.ts';

/** What is to be drawn. */
export interface Picture {
  readonly subject: Subject;
  readonly userThroughput: UserThroughput;
}

/** One picture in one theme and one format. */
export interface PlotFile {
  /** Id of the scenario. */
  readonly scenario: string;
  readonly kind: 'tradeoff';
  readonly theme: ThemeName;
  readonly format: 'svg' | 'png';
  /** UTF-8 text of the SVG, or the PNG. */
  readonly bytes: Uint8Array;
}

/** Draws a scenario in both themes, as SVG and as PNG; nothing where no point has both coordinates. */
export async function draw(studio: Studio, { subject, userThroughput }: Picture): Promise<PlotFile[]> {
  const layout = layOut(studio, subject);
  if (layout === null) return [];
  const [first] = THEMES;
  const drawn = drawTradeoff(studio, layout, first, userThroughput);
  const files = THEMES.map((theme) =>
    both(subject.front.scenario.id, theme.name, theme === first ? drawn : recolour(drawn, first, theme), studio),
  );
  return (await Promise.all(files)).flat();
}

async function both(scenario: string, theme: ThemeName, svg: string, { rasterise }: Studio): Promise<PlotFile[]> {
  const picture = { scenario, kind: 'tradeoff', theme } as const;
  return [
    { ...picture, format: 'svg', bytes: new TextEncoder().encode(svg) },
    { ...picture, format: 'png', bytes: await rasterise(svg) },
  ];
}
