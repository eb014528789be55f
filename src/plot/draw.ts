import type { UserThroughput } from '../run/metric.ts';
import type { Studio } from './studio.ts';
import type { Subject } from './subject.ts';
import { recolour, THEMES, type ThemeName } from './theme.ts';
import { drawTradeoff, layOut } from './tradeoff.ts';

/** What is to be drawn. */
export interface Pictures {
  readonly subjects: readonly Subject[];
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

/** Draws every scenario that has a point with both coordinates, in both themes, as SVG and as PNG. */
export async function draw(studio: Studio, { subjects, userThroughput }: Pictures): Promise<PlotFile[]> {
  const files: Promise<PlotFile[]>[] = [];
  for (const subject of subjects) {
    const layout = layOut(studio, subject);
    if (layout === null) continue;
    const [first] = THEMES;
    const drawn = drawTradeoff(studio, layout, first, userThroughput);
    for (const theme of THEMES) {
      const svg = theme === first ? drawn : recolour(drawn, first, theme);
      // The PNG is drawn in another thread while the next SVG is made.
      files.push(both(subject.front.scenario.id, theme.name, svg, studio));
    }
  }
  return (await Promise.all(files)).flat();
}

async function both(scenario: string, theme: ThemeName, svg: string, { rasterise }: Studio): Promise<PlotFile[]> {
  const picture = { scenario, kind: 'tradeoff', theme } as const;
  return [
    { ...picture, format: 'svg', bytes: new TextEncoder().encode(svg) },
    { ...picture, format: 'png', bytes: await rasterise(svg) },
  ];
}
