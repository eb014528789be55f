import type { Chart } from './chart/chart.ts';
import type { OutputTarget } from './outputs.ts';
import { PictureTimes } from './picturetimes.ts';
import { drawPlots, type LostPlot, type PlotFile } from './plot/plot.ts';
import type { OutputFile } from './publish/folder.ts';
import type { Log } from './publish/log.ts';
import { problem } from './run/problem.ts';
import { BESIDE, PAGE } from './summary/interactive.ts';
import { worstFirst } from './summary/problemorder.ts';
import type { Report } from './summary/report.ts';

/** The files that a run wrote. */
export interface WrittenFiles {
  /** Path of the interactive page in the output folder; null if there is none. */
  readonly html: string | null;
  /** The content of the output folder, by paths within it: the texts, the page, and pictures as named in the report. */
  readonly folder: readonly string[];
  /** Files that users named. */
  readonly named: readonly string[];
}

/**
 * Everything that a run writes: the texts and the page while the first plots are being drawn, then the plots, then
 * files that users named.
 */
export class Output {
  #report: Report;
  readonly #charts: readonly Chart[];
  readonly #log: Log;
  #wanted: readonly OutputTarget[];

  constructor(report: Report, charts: readonly Chart[], log: Log, wanted: readonly OutputTarget[]) {
    this.#report = report;
    this.#charts = charts;
    this.#log = log;
    this.#wanted = wanted;
  }

  /** What the texts cover; once all files have been written, only pictures that could be drawn. */
  get report(): Report {
    return this.#report;
  }

  /** What exists, once all files have been written. */
  get written(): WrittenFiles {
    const texts = this.#wanted.flatMap(({ kind }) => (kind.place === 'named' ? [] : [kind.name]));
    const folder = [...texts, ...this.#report.plots.map(({ file }) => file)];
    return { html: this.#html, folder, named: this.#wanted.flatMap(({ file }) => file?.path ?? []) };
  }

  get #html(): string | null {
    return this.#wanted.find(({ kind }) => kind.place === 'page')?.kind.name ?? null;
  }

  async *files(): AsyncGenerator<OutputFile, void, undefined> {
    const plots = drawPlots(this.#charts);
    yield* this.#texts();
    const fault = yield* this.#page();
    if (fault !== null) this.#wanted = this.#wanted.filter(({ kind }) => kind.place !== 'page');
    this.#log.stage('text');
    const lost: LostPlot[] = [];
    const drawn = new Set<string>();
    const times = new PictureTimes();
    for await (const plot of plots) {
      this.#log.progress('draw', drawn.add(`${plot.kind} ${plot.scenario}`).size, this.#charts.length);
      if ('fault' in plot) lost.push(plot);
      else {
        times.add(`${plot.kind} of ${plot.scenario}`, plot.ms);
        yield { path: plotPath(plot), content: plot.bytes };
      }
    }
    this.#log.stage('draw', times.told());
    if (fault !== null || lost.length > 0) yield* this.#without(lost, fault);
    yield* this.#named();
  }

  *#texts(): Generator<OutputFile, void, undefined> {
    const interactive = this.#html === null ? null : BESIDE;
    for (const { kind } of this.#wanted) {
      if (kind.place === 'folder') yield { path: kind.name, content: kind.render(this.#report, interactive) };
    }
  }

  /** The interactive page; returns why it could not be created, null if it was. */
  async *#page(): AsyncGenerator<OutputFile, string | null, undefined> {
    for (const { kind } of this.#wanted) {
      if (kind.place !== 'page') continue;
      const failed = ({ message }: Error) => ({ fault: message.split('\n', 1)[0] });
      const made = await kind.render(this.#report).catch(failed);
      if ('fault' in made) return made.fault ?? '';
      yield { path: kind.name, content: made };
    }
    return null;
  }

  *#named(): Generator<OutputFile, void, undefined> {
    for (const { kind, file } of this.#wanted) {
      if (file !== null) yield { path: file.path, content: kind.render(this.#report), asked: file.asked };
    }
  }

  /**
   * A picture or a page that cannot be created only costs itself: the other files say so, and no longer refer to it.
   */
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
    // A page made a moment ago is kept if it cannot be made again: it only lacks these notes.
    yield* this.#page();
  }
}

/** The path of a picture in the output folder. */
export function plotPath({ scenario, kind, theme, format }: Omit<PlotFile, 'bytes' | 'ms'>): string {
  return `plots/${scenario}-${kind}-${theme}.${format}`;
}
