import * as core from '@actions/core';
import type { Outcome } from './pipeline.ts';
import { oneLine } from './publish/log.ts';
import { leadOf, PRODUCT } from './summary/lead.ts';
import type { Report } from './summary/report.ts';
import { headlineOf } from './summary/verdictwords.ts';

/** How the verdict is named beside a job. */
interface Naming {
  /** The key of the report; null where it is the workflow's own. */
  readonly key: string | null;
  /** Whether a comment has named it already. */
  readonly isTold: boolean;
}

/**
 * Ends the step by its verdict, with one annotation at most: a gate that fails says why; else it is where and how much,
 * as the report begins, if something was compared and no comment has it. There are few annotations that GitHub shows.
 */
export function endByVerdict({ report, failures, verdict }: Outcome, { key, isTold }: Naming): void {
  const headline = report.compared === null ? null : headlineOf(report, report.compared);
  const about = `${PRODUCT}${key === null ? '' : ` (${oneLine(key)})`}: `;
  const word = headline?.word.toLowerCase() ?? verdict;
  if (failures.length > 0) {
    process.exitCode = core.ExitCode.Failure;
    const title = about + (isOfWord(report.failing, verdict) ? word : report.failing.join(', '));
    core.error(`the gate failed: ${oneLine(failures.join('; '))}`, { title });
  } else if (report.compared !== null && headline !== null && !isTold) {
    const isWell = headline.tone === 'TIP' || headline.tone === 'NOTE';
    const tell = isWell ? core.notice : core.warning;
    tell(oneLine(leadOf(report, report.compared) ?? headline.text), { title: about + word });
  }
}

/** Whether a gate fails for what the report begins with: a report that was rejected may fail it beside one that passes. */
function isOfWord(failing: Report['failing'], verdict: Outcome['verdict']): boolean {
  const lost = failing.some((one) => one === 'baseline-error' || one === 'missing-baseline');
  return failing.some((one) => one === verdict) || (verdict === 'none' && lost);
}
