import { join, resolve } from 'node:path';
import * as core from '@actions/core';
import { BUG } from './bug.ts';
import { type ConfigSource, readConfig } from './config.ts';
import { UserError } from './errors.ts';
import { type Fetched, fetchArtifacts } from './fetching.ts';
import { connect, type GitHub } from './github/connect.ts';
import { settleProxies } from './github/proxy.ts';
import { Unavailable } from './github/unavailable.ts';
import { HOSTING_INPUTS, HOSTING_LISTS, type Hosting, parseHosting } from './hosting.ts';
import { BranchSource } from './input/branchfile.ts';
import { DiskSource } from './input/files.ts';
import { pullsOf } from './input/pull.ts';
import { ShelfSource } from './input/shelf.ts';
import { readInputs, requireKnownInputs } from './inputs.ts';
import { inputOf } from './naming.ts';
import { AUTO, LISTS, namingIn, parseOptions } from './options.ts';
import { FOLDER_FILES } from './outputs.ts';
import { type Background, type Outcome, runPipeline } from './pipeline.ts';
import { ActionsLog, printVerbatim } from './publish/actions.ts';
import { DiskTarget } from './publish/folder.ts';
import { MAX_IMAGES } from './publish/images.ts';
import { artifactName, keyOf, nameOfKey } from './publish/marker.ts';
import { pruneImages } from './publish/prune.ts';
import { type Published, publish, publishNothing } from './publishing.ts';
import type { Comparison } from './regression/compare.ts';
import type { FrontChange } from './regression/front.ts';
import type { RowVerdict } from './regression/verdict.ts';
import { smallestOf } from './run/extent.ts';
import { runnerIn } from './run/runner.ts';
import { nearestTo } from './spelling.ts';
import { refuseSubject, withSubject } from './subject.ts';
import { remeasureOf } from './summary/comparisonjson.ts';
import { JOB_SUMMARY_BYTES } from './summary/detail.ts';
import { renderMarkdown } from './summary/markdown.ts';
import { renderNothing } from './summary/nothing.ts';
import { renderTerminal } from './summary/terminal.ts';
import { endByVerdict } from './verdictline.ts';

const INPUTS = [
  'output',
  'user-throughput',
  'variant',
  'only',
  'length-tolerance',
  'gpus',
  'accelerator',
  'label',
  'plots',
  'html',
  'junit',
  'effects',
  'baseline-runs',
  'fail-on',
] as const;

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
  if (proxies.faults.length > 0) core.warning(proxies.faults.join('\n'), { title: 'pareto-report: proxy' });
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
    core.setOutput('publish-status', [...fetchedStatus, ...status, ...told(github)].join('\n'));
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
  // One annotation: there are few that GitHub shows, and the verdict comes last.
  if (published.notes.length > 0) tell(published.notes.join('\n\n'), { title: 'pareto-report: publishing' });
  setOutputs(outcome, folder, { ...published, status: [...fetchedStatus, ...published.status, ...told(github)] });
  if (hosting['job-summary']) await writeJobSummary(outcome, published, key);
  const isWorkflows = key === keyOf(github?.occasion.workflow ?? null);
  endByVerdict(outcome, { key: isWorkflows ? null : key, isTold: published.commentUrl !== null });
}

/** Tells how many requests the step has made, also as a line of `publish-status`. */
function told(github: GitHub | null): readonly string[] {
  const effort = github?.client?.effort;
  if (effort === undefined || effort.requests === 0) return [];
  core.info(`GitHub’s API: ${effort.times()}`);
  return [`requests: ${effort.counts()}`];
}

/** What a job's reports came to, and where they are written; or why there are none. */
type Judged = { readonly outcome: Outcome; readonly folder: string } | { readonly nothing: string };

/** @param fetchedStatus gets a line for what could not be fetched, also where this fails */
async function judge(github: GitHub | null, hosting: Hosting, key: string, fetchedStatus: string[]): Promise<Judged> {
  const workspace = process.env.GITHUB_WORKSPACE ?? process.cwd();
  const disk = new DiskSource(workspace);
  const inputs = readInputs(INPUTS, LISTS);
  const config = await readConfig(core.getInput('config') || null, configSource(github, workspace, disk), inputOf);
  const isSecondHalf = hosting.mode === 'publish';
  const given = hosting['report-artifacts'];
  const artifacts = isSecondHalf && given.length === 0 ? [artifactName(key)] : given;
  const paths = isSecondHalf ? [] : listOf(inputs.reports);
  // The first half has failed its job by the verdict; the second reports it, and fails only where it is told to.
  const defaults = isSecondHalf ? { 'fail-on': 'never' } : {};
  const values = { ...inputs, reports: [...paths, ...artifacts] };
  const places = [{ values, nameOf: inputOf }, config, { values: defaults, nameOf: inputOf }];
  const asked = parseOptions(places);
  const nameOf = namingIn(places);
  requireNoMisspeltAuto(asked.baseline, disk, nameOf('baseline'));

  core.startGroup('Reading reports and drawing fronts');
  const wanted = { artifacts, key, baseline: asked.baseline.includes(AUTO), 'baseline-runs': asked['baseline-runs'] };
  const fetched = await fetchArtifacts(github, { ...hosting, ...wanted });
  fetchedStatus.push(...fetched.status);
  const nothing = isSecondHalf ? whyNothing(fetched) : null;
  if (nothing !== null) return { nothing };
  const options = artifacts.length === 0 ? asked : { ...asked, reports: [...paths, ...fetched.reports] };
  const world = {
    source: new ShelfSource(disk, fetched.shelf),
    target: new DiskTarget(workspace, nameOf('output'), FOLDER_FILES),
    log: new ActionsLog(workspace),
    today: new Date().toISOString().slice(0, 10),
  };
  const background: Background = {
    history: fetched.history,
    candidate: isSecondHalf ? 'report.json' : 'reports',
    config: config.file,
    nameOf,
    commit: github?.occasion.commit || null,
    // Another job measured what came as an artifact.
    runner: artifacts.length === 0 ? runnerIn(process.env) : null,
    explains: false,
    // The first half's artifact has its pictures; those of the second are for comment and summary alone.
    mostPictures: isSecondHalf ? MAX_IMAGES : Number.POSITIVE_INFINITY,
  };
  const outcome = await runPipeline(options, world, background);
  return { outcome, folder: resolve(workspace, options.output) };
}

/** Refuses a baseline that is no path, and nearly the word for what GitHub keeps: a first run is not told of a lost one. */
function requireNoMisspeltAuto(baseline: readonly string[], disk: DiskSource, option: string): void {
  const misspelt = baseline.filter((one) => one !== AUTO && nearestTo(one, [AUTO]) !== null);
  for (const { path } of disk.unfound(misspelt)) {
    throw new UserError(`${option} ${path}: expected a path or ${AUTO}, found neither; did you mean ${AUTO}?`);
  }
}

/** Why the first half has left nothing to publish, as where it was cancelled; null where it has. */
function whyNothing({ shelf, reports }: Fetched): string | null {
  const reasons = reports
    .map((path) => shelf.get(path))
    .map((found) => (found && 'lack' in found ? found.lack.reason : null));
  return reasons.includes(null) ? null : reasons.join('; ');
}

/** Where the config file is read: in the workspace, unless a stranger may have written what lies there. */
function configSource(github: GitHub | null, workspace: string, disk: DiskSource): ConfigSource {
  const judge = github?.occasion.judge ?? null;
  if (github === null || judge === null) return disk;
  if (github.client === null) {
    throw new UserError(`input github-token: expected a token, which the config file on ${judge} is read with`);
  }
  core.info(
    `the config file is that of ${judge}, whatever lies in the workspace: what was measured may be a stranger’s`,
  );
  return new BranchSource(github.client, judge, workspace, disk);
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** The job of the second half, with the pull request that GitHub says was measured. */
async function toBePublished(github: GitHub | null): Promise<GitHub> {
  const measured = github?.occasion.measured ?? null;
  if (github === null || measured === null) {
    throw new UserError('input mode: publish needs the event workflow_run, from the workflow that measured');
  }
  if (github.client === null) throw new UserError('input github-token: expected a token, which mode publish needs');
  const pulls = await pullsOf(github.client, measured).catch((error: unknown) => {
    if (!(error instanceof Unavailable)) throw error;
    throw new UserError(`the pull request of run ${measured.id} is unknown: ${error.message}`);
  });
  if (pulls.length === 0) {
    core.notice('no open pull request has the measured commit as its head: there is nothing to comment on');
  } else if (pulls.length > 1) {
    const all = pulls.map(({ number }) => `#${number}`).join(', ');
    core.warning(
      `${all} have the measured commit as their head: which one was measured is unknown, so none gets a comment`,
    );
  }
  const [only = null, other] = pulls;
  return { ...github, occasion: { ...github.occasion, pull: other === undefined ? only : null } };
}

async function cleanUp(github: GitHub | null, { 'retention-days': days }: Hosting): Promise<void> {
  if (github === null || github.client === null) {
    throw new UserError('input github-token: expected a token, which mode cleanup needs');
  }
  try {
    const { deleted, kept, ended } = await pruneImages(github.client, days);
    const said = `deleted pictures of ${deleted} reports older than ${days} days, kept those of ${kept}`;
    core.info(said);
    const status = `cleanup: ${said}${ended === null ? '' : `; failed (${ended})`}`;
    core.setOutput('publish-status', [status, ...told(github)].join('\n'));
    if (ended !== null) core.setFailed(`pictures were not all cleaned up: ${said}; then ${ended}`);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    core.setOutput('publish-status', [`cleanup: failed (${error.message})`, ...told(github)].join('\n'));
    core.setFailed(`pictures were not cleaned up: ${error.message}`);
  }
}

async function writeJobSummary(
  { report }: Outcome,
  { images, interactive, notes }: Published,
  key: string,
): Promise<void> {
  const url = (file: string) => images.get(file) ?? null;
  const anchor = nameOfKey(key);
  await addSummary(renderMarkdown(report, { images: url, interactive, limit: JOB_SUMMARY_BYTES, notes, anchor }));
}

/** A summary that cannot be written costs itself alone: the report is in the output folder. */
async function addSummary(text: string): Promise<void> {
  try {
    await core.summary.addRaw(text, true).write();
  } catch (error) {
    core.warning(`the job summary cannot be written: ${(error as Error).message}; it is in summary.md of the output`);
  }
}

function setOutputs({ report, verdict, html }: Outcome, folder: string, published: Published): void {
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
  core.setOutput('regressions', compared === null ? 0 : countRegressions(compared.comparison));
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
  core.setOutput('publish-status', published.status.join('\n'));
}

/** Points, effects and readings. */
function countRegressions({ rows, effects, readings }: Comparison): number {
  return [...rows, ...effects, ...readings].filter(({ verdict }) => verdict === 'regression').length;
}

/** The front change that is worst of all scenarios; empty where no front was compared. */
function worstFrontChange(fronts: readonly FrontChange[]): number | '' {
  const changes = fronts.map(({ change }) => change).filter((change) => change !== null);
  return changes.length === 0 ? '' : smallestOf(changes);
}
