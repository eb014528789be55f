import { basename, extname, join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { USUAL_CONFIGS } from './config.ts';
import { UserError } from './errors.ts';
import { accountOf } from './init/account.ts';
import { configText } from './init/configtext.ts';
import { nextSteps } from './init/nextsteps.ts';
import { requestIn } from './init/request.ts';
import { workflowText } from './init/workflowtext.ts';
import { type Repository, repositoryAt } from './input/repository.ts';
import { isWithin, shownPath, wholePath } from './input/spelledpath.ts';
import { requirePath } from './pathoption.ts';
import { type Log, oneLine } from './publish/log.ts';
import { type NewFile, takenPaths, textAt, writeNew } from './publish/newfiles.ts';
import { surveyOf } from './surveying.ts';

const ACTION = 'pareto-report/pareto-report';
const WORKFLOWS = '.github/workflows';

/** Workflows with the first name often exist already; then the second is used. */
const WORKFLOW_NAMES = ['benchmark', 'pareto-report'];

/**
 * Writes a workflow and a config file for the results in a folder.
 *
 * @param args what follows `init`
 * @param cwd the working folder, in a repository or not
 * @returns what was found and written, for a terminal
 * @throws UserError where nothing was written, saying why
 */
export async function initialise(args: readonly string[], cwd: string, log: Log): Promise<string> {
  const { given, force } = requestIn(args);
  requirePath('init', given);
  const repository = repositoryAt(cwd);
  const folder = folderIn(repository, given, cwd);
  const survey = await surveyOf(folder, repository.root, log);
  const workflow = workflowPath(repository.root);
  const files = [
    { path: workflow, text: workflowText(benchmarkOf(folder, basename(workflow, extname(workflow)), repository)) },
    { path: configPath(repository.root), text: configText(survey) },
  ] as const;
  requireFree(repository.root, files, force);
  writeNew(repository.root, files, force);
  const paths = { workflow, config: files[1].path };
  const where = repository.root === cwd ? '' : ` in ${oneLine(repository.root)}`;
  const written = files.map(({ path }) => `Wrote ${path}${where}`);
  const steps = nextSteps({ ...repository, ...paths, hasGaps: survey.gaps.length > 0 });
  return `${[...accountOf(survey), '', ...written, '', ...steps].join('\n')}\n`;
}

/** A folder as a workflow refers to it, which runs in the repository's root. */
function folderIn({ root }: Repository, given: string, cwd: string): string {
  const whole = wholePath(cwd, given);
  const folder = shownPath(root, whole);
  if (!isWithin(root, whole)) {
    throw new UserError(
      `init ${given}: expected a folder in ${root}, found one outside; copy some results into the repository, where the workflow will leave them`,
    );
  }
  // An input is a list of lines, and surrounding space is removed from each.
  if (/[\r\n]/.test(folder) || folder.trim() !== folder) {
    throw new UserError(
      `init ${JSON.stringify(given)}: expected a name that an input can hold, found a line break, or a space at its end; rename the folder`,
    );
  }
  return folder;
}

/** The file of the workflow: an existing one of ours, otherwise a name that no other workflow has. */
function workflowPath(root: string): string {
  const found = WORKFLOW_NAMES.map((name) => ({ name, there: takenPaths(root, pathsOf(name)) }));
  const isOurs = (path: string) => textAt(join(root, path))?.includes(`${ACTION}@`) === true;
  const usable = found.find(({ there }) => there.every(isOurs)) ?? found.at(-1);
  return usable?.there[0] ?? pathsOf(usable?.name ?? '')[0];
}

function pathsOf(name: string): [string, string] {
  return [`${WORKFLOWS}/${name}.yml`, `${WORKFLOWS}/${name}.yaml`];
}

/** The existing config file, since a second one would conflict with it. */
function configPath(root: string): string {
  const [first = '', second = ''] = USUAL_CONFIGS;
  const [there, other] = takenPaths(root, USUAL_CONFIGS);
  if (other === undefined) return there ?? first;
  throw new UserError(`init: expected one of ${first} and ${second}, found both; keep one of them`);
}

function benchmarkOf(folder: string, name: string, { branch }: Repository): Parameters<typeof workflowText>[0] {
  // Before version 1 there is no tag that moves along.
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
