import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { USUAL_CONFIGS } from './config.ts';
import { NO_HISTORY } from './earlier.ts';
import { UserError } from './errors.ts';
import { identitiesOf } from './identity/identity.ts';
import { accountOf } from './init/account.ts';
import { configText } from './init/configtext.ts';
import { gapsIn } from './init/gaps.ts';
import { nextSteps } from './init/nextsteps.ts';
import { requestIn } from './init/request.ts';
import type { Survey } from './init/survey.ts';
import { workflowText } from './init/workflowtext.ts';
import { DiskSource } from './input/files.ts';
import { type Repository, repositoryAt } from './input/repository.ts';
import { parseOptions } from './options.ts';
import { frontOf } from './pareto/front.ts';
import { groupingOf, requireRuns } from './pipeline.ts';
import type { Log } from './publish/log.ts';
import { type NewFile, takenPaths, textAt, writeNew } from './publish/newfiles.ts';
import { readSides } from './reading.ts';
import { sidesOf } from './scenario/sides.ts';
import { worstFirst } from './summary/problem.ts';

/** The command's first argument that stands for this instead of a path. */
export const INIT = 'init';

const ACTION = 'pareto-report/pareto-report';
const WORKFLOWS = '.github/workflows';

/** Workflows of the name that is taken first are often the user's own, and then the second is. */
const WORKFLOW_NAMES = ['benchmark', 'pareto-report'];

/**
 * Writes a workflow and a config file for the results in a folder.
 *
 * @param args what follows `init`
 * @param cwd the working folder, in a repository or not
 * @returns what was found and written, for a terminal
 * @throws UserError where nothing was written, and why
 */
export async function initialise(args: readonly string[], cwd: string, log: Log): Promise<string> {
  const { given, force } = requestIn(args);
  const repository = repositoryAt(cwd);
  const folder = folderIn(repository, given, cwd);
  const survey = await surveyOf(folder, repository.root, log);
  const name = workflowName(repository.root);
  const files = [
    { path: `${WORKFLOWS}/${name}.yml`, text: workflowText(benchmarkOf(folder, name, repository)) },
    { path: configPath(repository.root), text: configText(survey) },
  ] as const;
  requireFree(repository.root, files, force);
  writeNew(repository.root, files, force);
  const paths = { workflow: files[0].path, config: files[1].path };
  const written = files.map(({ path }) => `Wrote ${path}`);
  const steps = nextSteps({ ...repository, ...paths, hasGaps: survey.gaps.length > 0 });
  return `${[...accountOf(survey), '', ...written, '', ...steps].join('\n')}\n`;
}

/** A folder as a workflow names it, which runs in the repository's root. */
function folderIn({ root }: Repository, given: string, cwd: string): string {
  const folder = relative(root, resolve(cwd, given)).split(sep).join('/') || '.';
  if (folder.split('/')[0] === '..' || isAbsolute(folder)) {
    throw new UserError(
      `init ${given}: expected a folder in ${root}, found one outside; copy some results into the repository, where the workflow will leave them`,
    );
  }
  // An input is a list of lines, each without the space around it.
  if (/[\r\n]/.test(folder) || folder.trim() !== folder) {
    throw new UserError(
      `init ${JSON.stringify(given)}: expected a name that an input can hold, found a line break, or a space at its end; rename the folder`,
    );
  }
  return folder;
}

async function surveyOf(folder: string, root: string, log: Log): Promise<Survey> {
  const source = new DiskSource(root);
  const [lack] = source.unfound([folder]);
  if (lack !== undefined)
    throw new UserError(
      `init ${folder}: expected a folder with results, found ${lack.reason}; give the one that the benchmark wrote`,
    );
  const options = parseOptions([{ reports: [folder] }], (name) => name);
  const { candidate } = await readSides(
    options,
    source,
    { candidate: 'reports', config: null, history: NO_HISTORY },
    log,
  );
  const problems = worstFirst(candidate.problems);
  // What is not stated is in the account.
  log.problems(
    problems.filter(({ severity }) => severity !== 'notice'),
    [],
  );
  requireRuns({ kept: candidate.runs, leftOut: [] }, candidate, problems);
  const identities = identitiesOf(candidate.runs, options.variant);
  const { sides, places } = sidesOf(candidate.runs, [], identities, groupingOf(options));
  const scenarios = sides.flatMap((side) => (side.candidate === null ? [] : [frontOf(side.candidate)]));
  const gaps = gapsIn(candidate.runs, (run) => places.get(run)?.configuration ?? '');
  return { folder, runs: candidate.runs.length, scenarios, gaps };
}

/** A name that no workflow has which does something else. */
function workflowName(root: string): string {
  const isFree = (name: string) =>
    ['yml', 'yaml'].every((ending) => {
      const path = `${WORKFLOWS}/${name}.${ending}`;
      return takenPaths(root, [path]).length === 0 || textAt(join(root, path))?.includes(`${ACTION}@`) === true;
    });
  return WORKFLOW_NAMES.find(isFree) ?? WORKFLOW_NAMES.at(-1) ?? '';
}

/** The one that is there, since a second would contradict it. */
function configPath(root: string): string {
  return takenPaths(root, USUAL_CONFIGS)[0] ?? USUAL_CONFIGS[0] ?? '';
}

function benchmarkOf(folder: string, name: string, { branch }: Repository): Parameters<typeof workflowText>[0] {
  // Of versions before the first there is no tag that moves.
  const major = Math.max(1, Number(manifest.version.split('.')[0]));
  return { folder, name, branch: branch ?? 'main', action: `${ACTION}@v${major}` };
}

function requireFree(root: string, files: readonly NewFile[], force: boolean): void {
  const taken = takenPaths(
    root,
    files.map(({ path }) => path),
  );
  if (taken.length === 0 || force) return;
  const are = taken.length === 1 ? 'is' : 'are';
  const them = taken.length === 1 ? 'it' : 'them';
  throw new UserError(
    `init: ${taken.join(' and ')} ${are} there already, and nothing was written; add --force to replace ${them}`,
  );
}
