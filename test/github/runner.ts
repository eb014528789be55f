import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { emptyFolder, lonelyDist, outputsIn, type ProgramResult, ROOT, run } from '../dist/spawn.ts';
import { type BegunRun, begin, type Event, type PriorRun } from './event.ts';
import { sourceStep } from './sourcestep.ts';
import type { Run } from './standin/repository.ts';
import type { Standin } from './standin/standin.ts';
import type { Permissions } from './standin/token.ts';

/** A step that ran, and what it left behind. */
export interface StepResult extends ProgramResult {
  readonly run: Run;
  readonly outputs: Readonly<Record<string, string>>;
  /** The job summary, as Markdown. */
  readonly summary: string;
  readonly workspace: string;
  /** The token that the step had. */
  readonly token: string;
}

export interface Step extends PriorRun {
  readonly inputs: Readonly<Record<string, string>>;
  /** The job's `permissions:`. */
  readonly permissions: Permissions;
  /** Whom the token is of; a GITHUB_TOKEN unless given. */
  readonly login?: string;
  /** Folder that the step finds itself in; an empty one unless given. */
  readonly workspace?: string;
  readonly workflow?: string;
  /** Node that runs the committed `dist/action.js` in a process of its own; the sources run in this one unless given. */
  readonly dist?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What other jobs of the run left before. */
  readonly before?: (run: Run, github: Standin) => void;
}

const FILES = ['output', 'step_summary', 'env', 'path', 'state'] as const;

let dist: string | null = null;

/** Runs the step for an event on the stand-in, as GitHub's runner would. */
export async function step(github: Standin, event: Event, given: Step): Promise<StepResult> {
  const begun = await begin(github, event, given.workflow, given);
  given.before?.(begun.run, github);
  const stepped = await act(github, begun, given);
  return { ...stepped, run: github.repository.finish(begun.run, stepped.status === 0 ? 'success' : 'failure') };
}

/** Runs it as a step of a run that goes on. */
export async function act(github: Standin, begun: BegunRun, given: Omit<Step, 'before'>): Promise<StepResult> {
  const { inputs, permissions, workspace = emptyFolder() } = given;
  const { env, read } = surroundings(github, begun, workspace);
  const token = github.token(permissions, given.login === undefined ? {} : { login: given.login });
  const all = { ...env, ...inputVariables(inputs, token), ...given.env };
  const ended = await (given.dist === undefined ? sourceStep(workspace, all) : distStep(given.dist, workspace, all));
  return { ...ended, ...read(), run: begun.run, workspace, token };
}

/** The step by the committed `dist/action.js`, in a process of its own. */
async function distStep(node: string, cwd: string, env: Record<string, string>): Promise<ProgramResult> {
  dist ??= lonelyDist();
  return run(node, join(dist, 'action.js'), [], { cwd, env });
}

/** What GitHub's runner has around a step, and what the step leaves in its files. */
export function surroundings(
  github: Standin,
  { run: of, payload, env }: BegunRun,
  workspace: string,
): { readonly env: Record<string, string>; readonly read: () => Pick<StepResult, 'outputs' | 'summary'> } {
  const folder = emptyFolder();
  const temp = join(folder, 'temp');
  mkdirSync(temp);
  const files = Object.fromEntries(FILES.map((name) => [name, join(folder, name)])) as Record<
    (typeof FILES)[number],
    string
  >;
  for (const file of Object.values(files)) writeFileSync(file, '');
  const event = join(folder, 'event.json');
  writeFileSync(event, JSON.stringify(payload));
  const around = {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_PATH: event,
    GITHUB_SERVER_URL: serverOf(github),
    GITHUB_API_URL: github.urls.api,
    GITHUB_GRAPHQL_URL: github.urls.graphql,
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_TEMP: temp,
    ACTIONS_RUNTIME_URL: github.urls.results,
    ACTIONS_RUNTIME_TOKEN: github.runtimeToken(of),
    ...(github.enterprise ? {} : { ACTIONS_RESULTS_URL: github.urls.results }),
    ...Object.fromEntries(FILES.map((name) => [`GITHUB_${name.toUpperCase()}`, files[name]])),
    ...env,
  };
  const read = () => ({
    outputs: outputsIn(files.output),
    summary: readFileSync(files.step_summary, 'utf8'),
  });
  return { env: around, read };
}

/** The address of the pages; of github.com as the toolkit knows a copy on this machine, so that it takes artifacts. */
function serverOf({ urls, enterprise }: Standin): string {
  return enterprise ? urls.web : urls.web.replace('127.0.0.1', 'github.localhost');
}

/** `INPUT_*` of every input of `action.yml`: as given, else its default. */
function inputVariables(given: Readonly<Record<string, string>>, token: string): Record<string, string> {
  const { inputs } = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as {
    inputs: Record<string, { default?: string | boolean | number | null }>;
  };
  const defaults = Object.entries(inputs).map(([name, { default: value }]) => [
    name,
    String(value ?? '').replaceAll(/\$\{\{ *github\.token *\}\}/g, token),
  ]);
  const all = { ...Object.fromEntries(defaults), ...given };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, String(value)]));
}

/** What `publish-status` says of each feature, without seconds and requests, which have tests of their own. */
export function statusOf({ outputs }: Pick<StepResult, 'outputs'>): string[] {
  return (outputs['publish-status'] ?? '').split('\n').filter((line) => !/^(requests|seconds): /.test(line));
}
