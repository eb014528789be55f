import { join } from 'node:path';
import * as core from '@actions/core';
import type { GitHub } from './github/connect.ts';
import type { Outcome } from './pipeline.ts';
import type { PublicationResult } from './publishing.ts';
import type { FrontChange } from './regression/judgedfront.ts';
import { type Losses, lossesOf } from './regression/losses.ts';
import type { RowVerdict } from './regression/verdict.ts';
import { smallestOf } from './run/extent.ts';
import { remeasureOf } from './summary/comparedjson.ts';

/** The outputs of a second half that has nothing to publish. */
export function setNoOutputs(): void {
  core.setOutput('verdict', 'none');
  core.setOutput('runs', 0);
}

/** Sets the outputs of a step that made a report, except for the effort that it took. */
export function setOutputs({ report, verdict, html }: Outcome, folder: string, published: PublicationResult): void {
  const { compared } = report;
  const count = (wanted: RowVerdict) => compared?.comparison.rows.filter((row) => row.verdict === wanted).length ?? 0;
  core.setOutput('verdict', verdict);
  core.setOutput('runs', report.runs.length);
  core.setOutput('scenarios', report.scenarios.length);
  core.setOutput('problems', report.problems.length);
  core.setOutput('report-json', join(folder, 'report.json'));
  core.setOutput('summary-file', join(folder, 'summary.md'));
  core.setOutput('html', html === null ? '' : join(folder, html));
  core.setOutput('plots', join(folder, 'plots'));
  core.setOutput('regressions', compared === null ? 0 : countOf(lossesOf(compared.comparison)));
  core.setOutput('improvements', count('improvement'));
  core.setOutput('missing', count('missing'));
  core.setOutput('new', count('new'));
  core.setOutput('front-change', worstFrontChange(compared?.comparison.fronts ?? []));
  core.setOutput('detectable', JSON.stringify(compared?.comparison.detectable ?? []));
  core.setOutput('remeasure', JSON.stringify(remeasureOf(compared?.comparison ?? { remeasure: [] })));
  core.setOutput('baseline', compared?.baseline?.source ?? 'none');
  core.setOutput('baseline-commit', compared?.baseline?.commit ?? '');
  core.setOutput('comment-url', published.commentUrl ?? '');
  core.setOutput('image-urls', [...published.images.values()].join('\n'));
}

function countOf({ points, together, beside, readings }: Losses): number {
  return points + together + beside + readings;
}

/** The worst change of a front among all scenarios; empty if no fronts were compared. */
function worstFrontChange(fronts: readonly FrontChange[]): number | '' {
  const changes = fronts.map(({ change }) => change).filter((change) => change !== null);
  return changes.length === 0 ? '' : smallestOf(changes);
}

/** Reports what became of each feature, one line each, and the effort that the step took, which is also logged. */
export function setStatus(github: GitHub | null, status: readonly string[]): void {
  const effort = github?.effort.lines() ?? [];
  for (const line of effort) core.info(line);
  core.setOutput('publish-status', [...status, ...effort].join('\n'));
}
