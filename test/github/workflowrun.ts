import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { parse } from 'yaml';
import { emptyFolder, type ProgramResult, ROOT } from '../dist/spawn.ts';
import { within } from '../process.ts';
import type { BegunRun } from './event.ts';
import { type Contexts, filled, holds } from './expression.ts';
import { OURS } from './languageservice.ts';
import { act, type StepResult, surroundings } from './runner.ts';
import type { Annotation } from './standin/repository.ts';
import type { Standin } from './standin/standin.ts';
import type { Permissions } from './standin/token.ts';

/*
 * A whole workflow as GitHub runs it: jobs in the order of the file, matrices, conditions, expressions, outputs. Steps are
 * this Action, uploads of artifacts, and scripts.
 */

interface StepText {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'continue-on-error'?: boolean;
}

interface JobText {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
  readonly permissions?: Permissions;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly StepText[];
}

interface Workflow {
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, JobText>>;
}

/** What became of a job: the summaries and the log of its steps are one after the other. */
export interface JobRun {
  readonly result: 'success' | 'failure' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly log: string;
}

const SKIPPED: JobRun = { result: 'skipped', outputs: {}, summary: '', log: '' };
/** Bytes of a step's summary, and annotations of a kind, that GitHub takes. */
const SUMMARY_LIMIT = 2 ** 20;
const SHOWN_ANNOTATIONS = 10;

/** Runs a workflow's file for an event that has begun, and ends the run. */
export async function runWorkflow(github: Standin, path: string, begun: BegunRun): Promise<Record<string, JobRun>> {
  const workflow = parse(readFileSync(join(ROOT, path), 'utf8')) as Workflow;
  const done: Record<string, JobRun> = {};
  for (const [name, job] of Object.entries(workflow.jobs)) {
    const needs = Object.fromEntries([job.needs ?? []].flat().map((need) => [need, done[need] ?? SKIPPED]));
    const contexts = { github: contextOf(begun), needs, inputs: begun.payload.inputs ?? {} };
    const ready = Object.values(needs).every(({ result }) => result === 'success');
    const runs: JobRun[] = [];
    for (const matrix of holds(job.if, contexts, ready) ? combinationsOf(job) : []) {
      runs.push(await runJob({ github, begun, workflow, job, name, contexts: { ...contexts, matrix } }));
    }
    done[name] = runs.find(({ result }) => result === 'failure') ?? runs.at(-1) ?? SKIPPED;
  }
  const failed = Object.values(done).some(({ result }) => result === 'failure');
  github.repository.finish(begun.run, failed ? 'failure' : 'success');
  return done;
}

/** The context `github`, but for the token. */
function contextOf({ payload, env }: BegunRun): Record<string, unknown> {
  const named = Object.entries(env).map(([name, value]) => [name.replace('GITHUB_', '').toLowerCase(), value]);
  return { ...Object.fromEntries(named), event: payload };
}

function combinationsOf({ strategy }: JobText): Record<string, unknown>[] {
  return Object.entries(strategy?.matrix ?? {}).reduce<Record<string, unknown>[]>(
    (all, [key, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [key]: value }))),
    [{}],
  );
}

interface Work {
  readonly github: Standin;
  readonly begun: BegunRun;
  readonly workflow: Workflow;
  readonly job: JobText;
  readonly name: string;
  readonly contexts: Contexts & { readonly github: Record<string, unknown> };
}

/** What the steps of a job have in common. */
interface Shop {
  readonly github: Standin;
  readonly begun: BegunRun;
  readonly permissions: Permissions;
  readonly workspace: string;
  readonly env: Readonly<Record<string, string>>;
  readonly around: ReturnType<typeof surroundings>;
}

async function runJob({ github, begun, workflow, job, name, contexts }: Work): Promise<JobRun> {
  const permissions = permissionsOf(job.permissions ?? {}, begun);
  const workspace = emptyFolder();
  const around = surroundings(github, begun, workspace);
  const token = github.token(permissions);
  const steps: Record<string, { outputs: Readonly<Record<string, string>>; outcome: string }> = {};
  const own = { ...contexts.github, token, event_path: around.env.GITHUB_EVENT_PATH };
  const all = () => ({ ...contexts, github: own, steps });
  const env = fill({ ...workflow.env, ...job.env }, all());
  const annotations: Annotation[] = [];
  let [succeeded, summary, log] = [true, '', ''];
  for (const step of job.steps) {
    if (!holds(step.if, all(), succeeded)) continue;
    const shop = { github, begun, permissions, workspace, around, env: { ...env, ...fill(step.env ?? {}, all()) } };
    const ended = await runStep(step, fill(step.with ?? {}, all()), shop);
    const outcome = ended.status === 0 ? 'success' : 'failure';
    if (step.id !== undefined) steps[step.id] = { outputs: ended.outputs, outcome };
    if (outcome === 'failure' && step['continue-on-error'] !== true) succeeded = false;
    log += `${ended.stdout}${ended.stderr}`;
    annotations.push(...annotationsIn(ended));
    if (ended.summary.length <= SUMMARY_LIMIT) summary += ended.summary;
  }
  const result = succeeded ? 'success' : 'failure';
  github.repository.job(begun.run, name, result, annotations);
  return { result, outputs: fill(job.outputs ?? {}, all()), summary, log };
}

/** A fork's run may read what it asks for, and no more. */
function permissionsOf(asked: Permissions, { run, env }: BegunRun): Permissions {
  if (run.event !== 'pull_request' || run.from === env.GITHUB_REPOSITORY) return asked;
  return Object.fromEntries(Object.keys(asked).map((name) => [name, 'read'] as const));
}

function fill(values: Readonly<Record<string, unknown>>, contexts: Contexts): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, filled(String(value), contexts)]));
}

type StepTraces = ProgramResult & Pick<StepResult, 'outputs' | 'summary'>;

async function runStep(step: StepText, inputs: Record<string, string>, shop: Shop): Promise<StepTraces> {
  const { github, begun, permissions, workspace, env, around } = shop;
  if (step.uses?.startsWith(`${OURS}@`)) {
    const { outputs, ...ended } = await act(github, begun, { inputs, permissions, workspace, env });
    return { ...ended, outputs: reachable(outputs, github, around.env.GITHUB_SERVER_URL ?? '') };
  }
  if (step.uses?.startsWith('actions/upload-artifact@')) {
    return { ...(await upload(inputs, { ...around.env, ...env }, workspace)), outputs: {}, summary: '' };
  }
  // What a checkout would leave is not looked at: nothing there has a config file.
  if (step.uses?.startsWith('actions/checkout@')) return NOTHING;
  if (step.run === undefined) throw new Error(`a step that is not known here: ${step.uses}`);
  // The files of a step are its own; the folder for what is temporary is the job's.
  const fresh = surroundings(github, begun, workspace);
  const given = {
    ...IMAGE,
    ...fresh.env,
    RUNNER_TEMP: around.env.RUNNER_TEMP ?? '',
    GITHUB_SERVER_URL: github.urls.web,
  };
  const ended = await start('bash', ['-e', '-c', step.run], { ...given, ...env }, workspace);
  return { ...ended, ...fresh.read() };
}

/** Outputs with the address of the pages that a script can reach: names of loopback are the toolkit's alone. */
function reachable(outputs: StepTraces['outputs'], { urls }: Standin, server: string): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, value.replaceAll(server, urls.web)]));
}

const NOTHING: StepTraces = { status: 0, stdout: '', stderr: '', outputs: {}, summary: '' };

/** What hosted runners say of themselves. */
const IMAGE = { ImageOS: 'ubuntu24', ImageVersion: '20261101.1.0' };

/** `actions/upload-artifact` by the library that it uses itself. */
function upload(
  { name = '', path = '', overwrite }: Record<string, string>,
  env: Record<string, string>,
  workspace: string,
): Promise<ProgramResult> {
  return within({ cwd: workspace, env: { ...env, GITHUB_WORKSPACE: workspace } }, () =>
    sent(name, resolve(workspace, path), overwrite === 'true').then(
      () => 0,
      (error: Error) => {
        process.stderr.write(`${error.stack}\n`);
        return 1;
      },
    ),
  );
}

async function sent(name: string, path: string, overwrite: boolean): Promise<void> {
  const client = new DefaultArtifactClient();
  const isFolder = statSync(path).isDirectory();
  const files = isFolder ? readdirSync(path).map((file) => join(path, file)) : [path];
  if (overwrite) {
    await client.deleteArtifact(name).catch((error: Error) => {
      if (error.name !== 'ArtifactNotFoundError') throw error;
    });
  }
  await client.uploadArtifact(name, files, isFolder ? path : dirname(path));
}

function start(
  command: string,
  args: readonly string[],
  env: Record<string, string>,
  cwd: string,
): Promise<ProgramResult> {
  const path = `${dirname(process.execPath)}:${process.env.PATH}`;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { HOME: cwd, ...env, PATH: path },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr]: [string[], string[]] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout: stdout.join(''), stderr: stderr.join('') }));
  });
}

/** Ten a kind, as the run's page shows them, and what the runner says of a summary that it drops. */
function annotationsIn({ stdout, summary }: StepTraces): Annotation[] {
  const lines = [...stdout.matchAll(/^::(notice|warning|error)\b(?: title=([^:,\n]*))?[^:\n]*::(.*)$/gm)];
  const said = lines.map(([, level = '', title = '', message = '']) => ({
    level: level === 'error' ? ('failure' as const) : (level as 'notice' | 'warning'),
    title,
    message,
  }));
  const size = Math.ceil(summary.length / 1024);
  const message = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${size}k.`;
  const dropped = summary.length > SUMMARY_LIMIT ? [{ level: 'failure' as const, title: '', message }] : [];
  const kinds = ['notice', 'warning', 'failure'] as const;
  const shown = kinds.flatMap((kind) => said.filter(({ level }) => level === kind).slice(0, SHOWN_ANNOTATIONS));
  return [...shown, ...dropped];
}
