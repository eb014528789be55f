import { isAbsolute, join } from 'node:path';
import * as core from '@actions/core';
import { readConfig } from './config.ts';
import { UserError } from './errors.ts';
import { DiskSource } from './input/files.ts';
import { parseOptions, type RawOptions } from './options.ts';
import { type Outcome, runPipeline } from './pipeline.ts';
import { ActionsLog, printVerbatim } from './publish/actions.ts';
import { DiskTarget } from './publish/folder.ts';
import type { FrontChange } from './regression/front.ts';
import type { RowVerdict } from './regression/verdict.ts';

/** Inputs that hold one item a line. */
const LISTS = ['reports', 'filter', 'baseline', 'thresholds'] as const;
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
  'fail-on',
] as const;

/** The GitHub Action: inputs in, report and outputs out. */
async function main(): Promise<void> {
  const workspace = process.env.GITHUB_WORKSPACE ?? process.cwd();
  const source = new DiskSource(workspace);
  const inputs: RawOptions = Object.fromEntries([
    ...LISTS.map((name) => [name, core.getMultilineInput(name)]),
    ...INPUTS.map((name) => [name, core.getInput(name)]),
  ]);
  const config = await readConfig(core.getInput('config') || null, source);
  const options = parseOptions([inputs, config], (name) => `input ${name}`);
  const jobSummary = wantsJobSummary(core.getInput('job-summary'));

  core.startGroup('Reading reports and drawing fronts');
  const today = new Date().toISOString().slice(0, 10);
  const world = { source, target: new DiskTarget(workspace), log: new ActionsLog(), today };
  const outcome = await runPipeline(options, world).finally(() => core.endGroup());

  printVerbatim(outcome.terminal);
  setOutputs(outcome, isAbsolute(options.output) ? options.output : join(workspace, options.output));
  if (jobSummary) await writeJobSummary(outcome.jobSummary());
  if (outcome.failures.length > 0) core.setFailed(`the gate failed: ${outcome.failures.join('; ')}`);
}

function wantsJobSummary(input: string): boolean {
  if (/^(true)?$/i.test(input)) return true;
  if (/^false$/i.test(input)) return false;
  throw new UserError(`input job-summary: expected true or false, found «${input}»`);
}

/** A summary that cannot be written costs itself alone: the report is in the output folder. */
async function writeJobSummary(text: string): Promise<void> {
  try {
    await core.summary.addRaw(text, true).write();
  } catch (error) {
    core.warning(`the job summary cannot be written: ${(error as Error).message}; it is in summary.md of the output`);
  }
}

function setOutputs({ report, verdict }: Outcome, folder: string): void {
  const { compared } = report;
  const count = (wanted: RowVerdict) => compared?.comparison.rows.filter((row) => row.verdict === wanted).length ?? 0;
  core.setOutput('verdict', verdict);
  core.setOutput('runs', report.runs.length);
  core.setOutput('scenarios', report.scenarios.length);
  core.setOutput('problems', report.problems.length);
  core.setOutput('report-json', join(folder, 'report.json'));
  core.setOutput('summary-file', join(folder, 'summary.md'));
  core.setOutput('plots', join(folder, 'plots'));
  core.setOutput('regressions', count('regression'));
  core.setOutput('improvements', count('improvement'));
  core.setOutput('missing', count('missing'));
  core.setOutput('new', count('new'));
  core.setOutput('front-change', worstFrontChange(compared?.comparison.fronts ?? []));
  core.setOutput('baseline', compared?.baseline?.source ?? 'none');
}

/** The front change that is worst of all scenarios; empty where no front was compared. */
function worstFrontChange(fronts: readonly FrontChange[]): number | '' {
  const changes = fronts.map(({ change }) => change).filter((change) => change !== null);
  return changes.length === 0 ? '' : Math.min(...changes);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  core.setFailed(error.message);
}
