import * as core from '@actions/core';
import { BUG } from './bug.ts';
import { cleanUp } from './cleaning.ts';
import { UserError } from './errors.ts';
import { connect, type GitHub } from './github/connect.ts';
import { settleProxies } from './github/proxy.ts';
import { HOSTING_INPUTS, HOSTING_LISTS, type Hosting, parseHosting } from './hosting.ts';
import { INPUTS, readInputs, requireKnownInputs } from './inputs.ts';
import { addSummary, writeJobSummary } from './jobsummary.ts';
import { judge } from './judging.ts';
import { LISTS } from './options.ts';
import { printVerbatim } from './publish/actions.ts';
import { keyOf } from './publish/marker.ts';
import { publish, publishNothing } from './publishing.ts';
import { toBePublished } from './secondhalf.ts';
import { setOutputs, tellRequests } from './stepoutputs.ts';
import { refuseSubject, withSubject } from './subject.ts';
import { renderNothing } from './summary/nothing.ts';
import { renderTerminal } from './summary/terminal.ts';
import { endByVerdict } from './verdictline.ts';

/**
 * The step of a workflow: inputs in, report and outputs out.
 *
 * @throws UserError for a mistake in the workflow or its files
 */
export async function runStep(): Promise<void> {
  requireKnownInputs(process.env, [...INPUTS, ...HOSTING_INPUTS, 'config'], [...LISTS, ...HOSTING_LISTS]);
  const hosting = parseHosting(readInputs(HOSTING_INPUTS, HOSTING_LISTS));
  const token = hosting['github-token'];
  if (token !== null) core.setSecret(token);
  const proxies = settleProxies(process.env);
  for (const secret of proxies.secrets) core.setSecret(secret);
  for (const fault of proxies.faults) core.warning(fault, { title: 'pareto-report: proxy' });
  const github = await connect(token, process.env, hosting.mode === 'publish');
  if (hosting.mode !== 'report') refuseSubject(hosting);
  if (hosting.mode === 'cleanup') await cleanUp(github, hosting);
  else if (hosting.mode === 'publish') await report(await toBePublished(github), hosting);
  else await report(await withSubject(github, hosting), hosting);
}

/** Reads, judges and publishes; in the second half of a publication what the first half has read and judged. */
async function report(github: GitHub | null, hosting: Hosting): Promise<void> {
  const key = keyOf(hosting['comment-key'] ?? github?.occasion.workflow ?? null);
  const fetchedStatus: string[] = [];
  const publishNone = async (reason: string) => {
    const status = await publishNothing(github, reason, { key, hosting });
    core.setOutput('publish-status', [...fetchedStatus, ...status, ...tellRequests(github)].join('\n'));
  };
  const judged = await judge(github, hosting, key, fetchedStatus)
    .finally(() => core.endGroup())
    .catch(async (error: unknown) => {
      // Whatever went wrong, the report of an earlier commit would stand as if it were this one's.
      const reason = error instanceof UserError ? error.message : BUG;
      await publishNone(reason);
      if (hosting['job-summary']) await addSummary(renderNothing(reason, '', null));
      throw error;
    });
  if ('nothing' in judged) {
    core.warning(`nothing is published: ${judged.nothing}`);
    await publishNone(judged.nothing);
    return;
  }
  const { outcome, folder } = judged;
  printVerbatim(renderTerminal(outcome.report));
  const published = await publish(github, { outcome, folder, key, hosting });
  const tell = published.failed ? core.warning : core.notice;
  for (const note of published.notes) tell(note, { title: 'pareto-report: publishing' });
  setOutputs(outcome, folder, {
    ...published,
    status: [...fetchedStatus, ...published.status, ...tellRequests(github)],
  });
  if (hosting['job-summary']) await writeJobSummary(outcome, published, key);
  const isWorkflows = key === keyOf(github?.occasion.workflow ?? null);
  endByVerdict(outcome, { key: isWorkflows ? null : key, isTold: published.commentUrl !== null });
}
