import type { ScenarioFront } from '../pareto/front.ts';
import type { UserThroughput } from '../run/metric.ts';
import type { Rasteriser } from './rasteriser.ts';
import { openStudio, type Studio } from './studio.ts';
import { THEMES, type ThemeName } from './theme.ts';
import { isDrawable } from './trace.ts';
import { drawTradeoff, layOut } from './tradeoff.ts';

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

let studio: Promise<Studio> | null = null;

/**
 * Starts loading all that drawing needs, so that it is ready when the reports are read. Optional, and safe to call
 * when nothing is drawn after all: the process may end at any time.
 */
export function prepare(): void {
  studio ??= openStudio();
  // Who draws sees the error; who does not need not.
  studio.catch(() => {});
}

/**
 * Draws every scenario that has a point with both coordinates, in both themes, as SVG and as PNG. In the order of the
 * scenarios; the same input gives the same bytes. Throws where a font or the rasteriser cannot be loaded.
 */
export async function drawPlots(
  scenarios: readonly ScenarioFront[],
  userThroughput: UserThroughput,
): Promise<PlotFile[]> {
  if (!scenarios.some(isDrawable)) return [];
  studio ??= openStudio();
  const { rasteriser, ...tools } = await studio;
  const files: Promise<PlotFile[]>[] = [];
  for (const scenario of scenarios) {
    const layout = layOut(tools, scenario);
    if (layout === null) continue;
    for (const theme of THEMES) {
      const svg = drawTradeoff(tools, layout, theme, userThroughput);
      // The PNG is drawn in another thread while the next SVG is made.
      files.push(both(scenario.scenario.id, theme.name, svg, rasteriser));
    }
  }
  return (await Promise.all(files)).flat();
}

async function both(scenario: string, theme: ThemeName, svg: string, rasteriser: Rasteriser): Promise<PlotFile[]> {
  const picture = { scenario, kind: 'tradeoff', theme } as const;
  return [
    { ...picture, format: 'svg', bytes: new TextEncoder().encode(svg) },
    { ...picture, format: 'png', bytes: await rasteriser.png(svg) },
  ];
}
