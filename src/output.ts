import type { Chart } from './chart/chart.ts';
import { drawPlots, type LostPlot, type PlotFile } from './plot/plot.ts';
import type { OutputFile } from './publish/folder.ts';
import type { Log } from './publish/log.ts';
import { problem } from './run/problem.ts';
import { renderCsv } from './summary/csv.ts';
import { relativeImages } from './summary/image.ts';
import { BESIDE, PAGE } from './summary/interactive.ts';
import { jsonParts } from './summary/json.ts';
import { renderMarkdown } from './summary/markdown.ts';
import { worstFirst } from './summary/problem.ts';
import type { Report } from './summary/report.ts';

/** Makes the interactive page of a report: a whole HTML document. */
export type RenderPage = (report: Report) => Promise<string>;

/** Everything in the output folder: the texts and the page while the first plots are drawn, then the plots. */
export class Output {
  #report: Report;
  readonly #charts: readonly Chart[];
  readonly #log: Log;
  #render: RenderPage | null;

  /** @param render null where no interactive page is wanted */
  constructor(report: Report, charts: readonly Chart[], log: Log, render: RenderPage | null) {
    this.#report = report;
    this.#charts = charts;
    this.#log = log;
    this.#render = render;
  }

  /** What the texts tell; of pictures only those that could be drawn, once all files have been. */
  get report(): Report {
    return this.#report;
  }

  /** Path of the interactive page, once all files have been; null where there is none. */
  get html(): string | null {
    return this.#render === null ? null : PAGE;
  }

  async *files(): AsyncGenerator<OutputFile, void, undefined> {
    const plots = drawPlots(this.#charts);
    yield* this.#texts();
    const fault = yield* this.#page();
    if (fault !== null) this.#render = null;
    this.#log.stage('text');
    const lost: LostPlot[] = [];
    const drawn = new Set<string>();
    for await (const plot of plots) {
      this.#log.progress('draw', drawn.add(`${plot.kind} ${plot.scenario}`).size, this.#charts.length);
      if ('fault' in plot) lost.push(plot);
      else yield { path: plotPath(plot), content: plot.bytes };
    }
    this.#log.stage('draw');
    if (fault !== null || lost.length > 0) yield* this.#without(lost, fault);
  }

  *#texts(): Generator<OutputFile, void, undefined> {
    const interactive = this.#render === null ? null : BESIDE;
    yield { path: 'report.json', content: jsonParts(this.#report) };
    yield { path: 'summary.md', content: renderMarkdown(this.#report, { images: relativeImages, interactive }) };
    yield { path: 'runs.csv', content: renderCsv(this.#report) };
  }

  /** The interactive page; returns why it could not be made, null where it was. */
  async *#page(): AsyncGenerator<OutputFile, string | null, undefined> {
    if (this.#render === null) return null;
    const made = await this.#render(this.#report).catch(({ message }: Error) => ({ fault: message.split('\n', 1)[0] }));
    if (typeof made !== 'string') return made.fault ?? '';
    yield { path: PAGE, content: made };
    return null;
  }

  /** A picture or a page that cannot be made costs itself: the other files say so, and name it no more. */
  async *#without(lost: readonly LostPlot[], fault: string | null): AsyncGenerator<OutputFile, void, undefined> {
    const isLost = ({ scenario, kind }: { scenario: string; kind: string }) =>
      lost.some((plot) => plot.scenario === scenario && plot.kind === kind);
    const undrawn = lost.map(({ scenario, kind, fault }) =>
      problem('warning', 'not-drawn', `the ${kind} plot of ${scenario} could not be drawn: ${fault}`),
    );
    const unmade = `${PAGE}, the interactive page, could not be made: ${fault}`;
    const said = [...(fault === null ? [] : [problem('warning', 'no-page', unmade)]), ...undrawn];
    this.#log.problems(said, []);
    const plots = this.#report.plots.filter((plot) => !isLost(plot));
    this.#report = { ...this.#report, plots, problems: worstFirst([...this.#report.problems, ...said]) };
    yield* this.#texts();
    // One that was made a moment ago stays where it cannot be made again: it lacks but these notes.
    yield* this.#page();
  }
}

/** Where a picture lies in the output folder. */
export function plotPath({ scenario, kind, theme, format }: Omit<PlotFile, 'bytes'>): string {
  return `plots/${scenario}-${kind}-${theme}.${format}`;
}
