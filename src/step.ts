import * as core from '@actions/core';
import { BUG } from './bug.ts';
import { cleanUp } from './cleaning.ts';
import { UserError } from './errors.ts';
import { connect, type GitHub } from './github/connect.ts';
import { settleProxies } from './github/proxy.ts';
import { HOSTING_INPUTS, HOSTING_LISTS, type HostingOptions, hostingBut, parseHosting } from './hosting.ts';
import { INPUTS, readInputs, requireKnownInputs } from './inputs.ts';
import { addSummary, jobSummaryOf } from './jobsummary.ts';
import { type EmptyOutcome, judge } from './judging.ts';
import { LISTS, type RawOptions } from './options.ts';
import { printVerbatim } from './publish/actions.ts';
import { keyOf } from './publish/marker.ts';
import { publish, publishNothing } from './publishing.ts';
import { setNoOutputs, setOutputs, setStatus } from './stepoutputs.ts';
import { refuseSubject, withMeasured, withSubject } from './subject.ts';
import { renderNothing } from './summary/nothing.ts';
import { renderTerminal } from './summary/terminal.ts';
import { endByVerdict } from './verdictline.ts';

/**
 * The workflow step: reads inputs, produces the report and the outputs.
 *
 * @throws UserError for a mistake in the workflow or its files
 */
export async function runStep(): Promise<void> {
  const given = readInputs(HOSTING_INPUTS, HOSTING_LISTS);
  const hosting = hostingBut(given);
  const token = hosting['github-token'];
  if (token !== null) core.setSecret(token);
  const proxies = settleProxies(process.env);
  for (const secret of proxies.secrets) core.setSecret(secret);
  if (proxies.faults.length > 0) core.warning(proxies.faults.join('\n'), { title: 'pareto-report: proxy' });
  const github = await connect(token, process.env, hosting.mode === 'publish');
  if (hosting.mode !== 'cleanup') await report(github, hosting, given);
  else {
    requireMeant(given);
    await cleanUp(github, hosting);
  }
}

/** @throws UserError for a mistake in inputs that only the Action has, or in the name of any input */
function requireMeant(given: RawOptions): void {
  requireKnownInputs(process.env, [...INPUTS, ...HOSTING_INPUTS, 'config'], [...LISTS, ...HOSTING_LISTS]);
  const hosting = parseHosting(given);
  if (hosting.mode !== 'report') refuseSubject(hosting);
}

/**
 * Reads, judges and publishes; in the second half of a publication, what the first half read and judged.
 *
 * @param hosting the inputs, without mistaken ones
 * @param given the inputs themselves
 */
async function report(job: GitHub | null, hosting: HostingOptions, given: RawOptions): Promise<void> {
  const key = keyOf(hosting['comment-key'] ?? job?.occasion.workflow ?? null);
  const fetchedStatus: string[] = [];
  let github = job;
  const publishNone = async (reason: string) => {
    const status = await publishNothing(github, reason, { key, hosting });
    if (hosting['job-summary']) await addSummary(github, () => renderNothing(reason, '', null));
    setStatus(github, [...fetchedStatus, ...status]);
  };
  const judging = async () => {
    requireMeant(given);
    github = await (hosting.mode === 'publish' ? withMeasured(job) : withSubject(job, hosting));
    return judge(github, hosting, key, fetchedStatus);
  };
  const judged = await judging()
    .finally(() => core.endGroup())
    .catch(async (error: unknown) => {
      // Whatever went wrong, an earlier commit's report would otherwise pass for this one's.
      await publishNone(error instanceof UserError ? error.message : BUG);
      throw error;
    });
  if ('nothing' in judged) {
    await publishNone(judged.nothing);
    setNoOutputs();
    endByNothing(judged);
    return;
  }
  const { outcome, folder } = judged;
  printVerbatim(renderTerminal(outcome.report));
  const published = await publish(github, { outcome, folder, key, hosting });
  const tell = published.failed ? core.warning : core.notice;
  // A single annotation: GitHub shows few, and the verdict comes last.
  if (published.notes.length > 0) tell(published.notes.join('\n\n'), { title: 'pareto-report: publishing' });
  setOutputs(outcome, folder, published);
  if (hosting['job-summary']) await addSummary(github, () => jobSummaryOf(outcome, published, key));
  setStatus(github, [...fetchedStatus, ...published.status]);
  const isWorkflows = key === keyOf(job?.occasion.workflow ?? null);
  endByVerdict(outcome, { key: isWorkflows ? null : key, isTold: published.commentUrl !== null });
}

/** Ends a second half with nothing to publish: whoever is being judged may have withheld it, so gates do not pass. */
function endByNothing({ nothing, isGate }: EmptyOutcome): void {
  if (isGate) process.exitCode = core.ExitCode.Failure;
  const tell = isGate ? core.error : core.warning;
  tell(`${isGate ? 'the gate failed: there is no report' : 'nothing is published'}: ${nothing}`, {
    title: 'pareto-report: no report',
  });
}
