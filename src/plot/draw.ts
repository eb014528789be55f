import type { Chart } from '../chart/chart.ts';
import { textsIn } from './chartwords.ts';
import { finish } from './finish.ts';
import { drawPlane, layOutPlane } from './planepicture.ts';
import { drawRates, layOutRates } from './ratepicture.ts';
import type { Studio } from './studio.ts';
import { recolour, THEMES, type Theme, type ThemeName } from './theme.ts';
import type { Tools } from './tools.ts';
import { drawTrend, layOutTrend } from './trendpicture.ts';

/** One picture in one theme and one format. */
export interface PlotFile {
  /** Id of the scenario. */
  readonly scenario: string;
  readonly kind: Chart['kind'];
  readonly theme: ThemeName;
  readonly format: 'svg' | 'png';
  /** UTF-8 text of the SVG, or the PNG. */
  readonly bytes: Uint8Array;
  /** Milliseconds that it took to make, not counting what it waited for. */
  readonly ms: number;
}

/** Draws a chart in both themes, as SVG and as PNG. */
export async function draw(studio: Studio, chart: Chart): Promise<PlotFile[]> {
  await studio.faces.prepare(textsIn(chart));
  const [first] = THEMES;
  const drawn = timed(() => finish(studio, drawIn(first, studio, chart), chart.description));
  const files = THEMES.map((theme) => {
    const named = { scenario: chart.scenario, kind: chart.kind, theme: theme.name };
    return both(named, theme === first ? drawn : timed(() => recolour(drawn.svg, first, theme)), studio);
  });
  return (await Promise.all(files)).flat();
}

interface Drawing {
  readonly svg: string;
  readonly ms: number;
}

function timed(draw: () => string): Drawing {
  const started = performance.now();
  const svg = draw();
  return { svg, ms: performance.now() - started };
}

function drawIn(theme: Theme, tools: Tools, chart: Chart): Element {
  if (chart.form === 'rates') return drawRates(tools, layOutRates(tools, chart), theme);
  if (chart.form === 'trend') return drawTrend(tools, layOutTrend(tools, chart), theme);
  return drawPlane(tools, layOutPlane(tools, chart), theme);
}

async function both(
  picture: Pick<PlotFile, 'scenario' | 'kind' | 'theme'>,
  { svg, ms }: Drawing,
  { rasterise }: Studio,
): Promise<PlotFile[]> {
  const bytes = encoded(svg);
  const raster = await rasterise(bytes);
  return [
    { ...picture, format: 'svg', bytes, ms },
    { ...picture, format: 'png', bytes: raster.png, ms: raster.ms },
  ];
}

/** In memory of its own, which can move to another thread. A buffer's encoder is three times as fast as the web's. */
function encoded(text: string): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}
