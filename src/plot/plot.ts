import type { ScenarioFront } from '../pareto/front.ts';
import type { UserThroughput } from '../run/metric.ts';
import { openStudio, type Studio } from './studio.ts';
import { THEMES, type Theme, type ThemeName } from './theme.ts';
import { drawTradeoff, isDrawable } from './tradeoff.ts';

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
  const pictures = scenarios.flatMap((scenario) => THEMES.map((theme) => ({ scenario, theme })));
  const files: Promise<PlotFile[]>[] = [];
  for (const { scenario, theme } of pictures.filter(({ scenario }) => isDrawable(scenario))) {
    prepare();
    files.push(drawPicture(await (studio as Promise<Studio>), scenario, theme, userThroughput));
  }
  return (await Promise.all(files)).flat();
}

async function drawPicture(
  { rasteriser, ...tools }: Studio,
  front: ScenarioFront,
  theme: Theme,
  userThroughput: UserThroughput,
): Promise<PlotFile[]> {
  const svg = drawTradeoff(tools, front, theme, userThroughput);
  const picture = { scenario: front.scenario.id, kind: 'tradeoff', theme: theme.name } as const;
  return [
    { ...picture, format: 'svg', bytes: new TextEncoder().encode(svg) },
    { ...picture, format: 'png', bytes: await rasteriser.png(svg) },
  ];
}
