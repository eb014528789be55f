import type { Chart } from './chart/chart.ts';
import { drawPlots, type LostPlot, type PlotFile } from './plot/plot.ts';
import type { OutputFile } from './publish/folder.ts';
import type { Log } from './publish/log.ts';
import { problem } from './run/problem.ts';
import { renderCsv } from './summary/csv.ts';
import { relativeImages } from './summary/image.ts';
import { jsonParts } from './summary/json.ts';
import { renderMarkdown } from './summary/markdown.ts';
import { worstFirst } from './summary/problem.ts';
import type { Report } from './summary/report.ts';

/** Everything in the output folder: the texts while the first plots are drawn, then the plots. */
export class Output {
  #report: Report;
  readonly #charts: readonly Chart[];
  readonly #log: Log;

  constructor(report: Report, charts: readonly Chart[], log: Log) {
    this.#report = report;
    this.#charts = charts;
    this.#log = log;
  }

  /** What the texts tell; of pictures only those that could be drawn, once all files have been. */
  get report(): Report {
    return this.#report;
  }

  async *files(): AsyncGenerator<OutputFile, void, undefined> {
    const plots = drawPlots(this.#charts);
    yield* this.#texts();
    this.#log.stage('text');
    const lost: LostPlot[] = [];
    for await (const plot of plots) {
      if ('fault' in plot) lost.push(plot);
      else yield { path: plotPath(plot), content: plot.bytes };
    }
    this.#log.stage('draw');
    if (lost.length > 0) yield* this.#without(lost);
  }

  *#texts(): Generator<OutputFile, void, undefined> {
    yield { path: 'report.json', content: jsonParts(this.#report) };
    yield { path: 'summary.md', content: renderMarkdown(this.#report, { images: relativeImages }) };
    yield { path: 'runs.csv', content: renderCsv(this.#report) };
  }

  /** A picture that cannot be drawn costs itself: the texts say so, and name it no more. */
  *#without(lost: readonly LostPlot[]): Generator<OutputFile, void, undefined> {
    const isLost = ({ scenario, kind }: { scenario: string; kind: string }) =>
      lost.some((plot) => plot.scenario === scenario && plot.kind === kind);
    const said = lost.map(({ scenario, kind, fault }) =>
      problem('warning', 'not-drawn', `the ${kind} plot of ${scenario} could not be drawn: ${fault}`),
    );
    this.#log.problems(said, []);
    const plots = this.#report.plots.filter((plot) => !isLost(plot));
    this.#report = { ...this.#report, plots, problems: worstFirst([...this.#report.problems, ...said]) };
    yield* this.#texts();
  }
}

/** Where a picture lies in the output folder. */
export function plotPath({ scenario, kind, theme, format }: Omit<PlotFile, 'bytes'>): string {
  return `plots/${scenario}-${kind}-${theme}.${format}`;
}
