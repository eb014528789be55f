import { resolve } from 'node:path';
import * as core from '@actions/core';
import { type ConfigSource, readConfig } from './config.ts';
import { UserError } from './errors.ts';
import { type FetchResult, fetchArtifacts } from './fetching.ts';
import type { GitHub } from './github/connect.ts';
import type { HostingOptions } from './hosting.ts';
import { BranchSource } from './input/branchfile.ts';
import { DiskSource } from './input/files.ts';
import { ShelfSource } from './input/shelf.ts';
import { INPUTS, readInputs } from './inputs.ts';
import { itemsOf } from './items.ts';
import { inputOf } from './naming.ts';
import { AUTO, LISTS, namingIn, parseOptions } from './options.ts';
import { FOLDER_FILES } from './outputs.ts';
import { type Outcome, runPipeline } from './pipeline.ts';
import { ActionsLog } from './publish/actions.ts';
import { DiskTarget } from './publish/folder.ts';
import { MAX_IMAGES } from './publish/images.ts';
import { artifactName } from './publish/marker.ts';
import { READER_THREADS } from './readerthreads.ts';
import { runnerIn } from './run/runner.ts';
import { nearestTo } from './spelling.ts';
import type { Background } from './world.ts';

/** The result for a job's reports, and where they are written; or why there are none. */
type JobOutcome = { readonly outcome: Outcome; readonly folder: string } | EmptyOutcome;

/** Why there is nothing to publish, and whether the results that the step would publish decide whether it fails. */
export interface EmptyOutcome {
  readonly nothing: string;
  readonly isGate: boolean;
}

/**
 * Reads and judges the reports of a job.
 *
 * @param fetchedStatus receives a line for each thing that could not be fetched, even if this fails
 * @throws UserError for a mistake in the workflow or its files
 */
export async function judge(
  github: GitHub | null,
  hosting: HostingOptions,
  key: string,
  fetchedStatus: string[],
): Promise<JobOutcome> {
  const workspace = process.env.GITHUB_WORKSPACE ?? process.cwd();
  const disk = new DiskSource(workspace);
  const inputs = readInputs(INPUTS, LISTS);
  const config = await readConfig(core.getInput('config') || null, configSource(github, workspace, disk), inputOf);
  const isSecondHalf = hosting.mode === 'publish';
  const given = hosting['report-artifacts'];
  const artifacts = isSecondHalf && given.length === 0 ? [artifactName(key)] : given;
  const paths = isSecondHalf ? [] : itemsOf(inputs.reports);
  // The first half has failed its job by the verdict; the second reports it, and only fails if told to.
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
  if (nothing !== null) return { nothing, isGate: asked['fail-on'].length > 0 };
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
    commitLost: github?.occasion.commit === '' && github.occasion.named?.unknown != null,
    // What came as an artifact was measured by another job.
    runner: artifacts.length === 0 ? runnerIn(process.env) : null,
    explains: false,
    threads: READER_THREADS,
    // The first half's artifact contains its pictures; those of the second are for comment and summary only.
    mostPictures: isSecondHalf ? MAX_IMAGES : Number.POSITIVE_INFINITY,
  };
  const outcome = await runPipeline(options, world, background);
  return { outcome, folder: resolve(workspace, options.output) };
}

/**
 * Refuses a baseline that is not a path, but almost the word for what GitHub stores: a first run would not mention its
 * loss.
 */
function requireNoMisspeltAuto(baseline: readonly string[], disk: DiskSource, option: string): void {
  const misspelt = baseline.filter((one) => one !== AUTO && nearestTo(one, [AUTO]) !== null);
  for (const { path } of disk.unfound(misspelt)) {
    throw new UserError(`${option} ${path}: expected a path or ${AUTO}, found neither; did you mean ${AUTO}?`);
  }
}

/** Why the first half left nothing to publish, such as that it was cancelled; null if it did. */
function whyNothing({ shelf, reports }: FetchResult): string | null {
  const reasons = reports
    .map((path) => shelf.get(path))
    .map((found) => (found && 'lack' in found ? found.lack.reason : null));
  return reasons.includes(null) ? null : reasons.join('; ');
}

/** Where the config file is read from: the workspace, unless a stranger may have written what is in it. */
function configSource(github: GitHub | null, workspace: string, disk: DiskSource): ConfigSource {
  const judge = github?.occasion.judge ?? null;
  if (github === null || judge === null) return disk;
  if (github.client === null) {
    throw new UserError(`input github-token: expected a token, with which the config file on ${judge} is read`);
  }
  core.info(`the config file is read from ${judge} and not from the workspace, where a stranger may have written it`);
  return new BranchSource(github.client, judge, workspace, disk);
}
