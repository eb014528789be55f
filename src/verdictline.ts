import * as core from '@actions/core';
import type { Outcome } from './pipeline.ts';
import { oneLine } from './publish/log.ts';
import { leadOf, PRODUCT } from './summary/lead.ts';
import type { Report } from './summary/report.ts';
import { headlineOf } from './summary/verdictwords.ts';

/** How the verdict is announced along with a job. */
interface VerdictLabel {
  /** The key of the report; null if it is the workflow's own. */
  readonly key: string | null;
  /** Whether a comment has already announced it. */
  readonly isTold: boolean;
}

/**
 * Ends the step according to its verdict, with at most one annotation: a failing gate says why; otherwise it says where
 * and how much, as the report begins, provided that something was compared and no comment says so. GitHub only shows a
 * few annotations.
 */
export function endByVerdict({ report, failures, verdict }: Outcome, { key, isTold }: VerdictLabel): void {
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

/**
 * Whether a gate fails because of what the report begins with: a rejected report may fail it although the verdict
 * passes.
 */
function isOfWord(failing: Report['failing'], verdict: Outcome['verdict']): boolean {
  const lost = failing.some((one) => one === 'baseline-error' || one === 'missing-baseline');
  return failing.some((one) => one === verdict) || (verdict === 'none' && lost);
}
