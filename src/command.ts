import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { answerIn } from './answers.ts';
import { readConfig } from './config.ts';
import { UserError } from './errors.ts';
import { type Flags, flagsIn } from './flags.ts';
import { DiskSource } from './input/files.ts';
import { partsOf } from './input/parts.ts';
import { itemsOf } from './items.ts';
import { mismatch } from './mistake.ts';
import { byUsualName } from './naming.ts';
import { AUTO, LISTS, namingIn, type Options, parseOptions } from './options.ts';
import { FOLDER_FILES } from './outputs.ts';
import { runPipeline } from './pipeline.ts';
import { loadsSoFar } from './plot/plot.ts';
import { printOutcome } from './printing.ts';
import { ConsoleLog } from './publish/console.ts';
import { ErrorLines } from './publish/errorlines.ts';
import { DiskTarget } from './publish/folder.ts';
import type { Ending } from './publish/interruption.ts';
import type { Machine } from './publish/opener.ts';
import { COLOR_CHOICES, type ColorChoice, isLive, type Stream, screenOf } from './screen/screen.ts';
import { anyOf, nearestTo } from './spelling.ts';
import { PLAIN } from './world.ts';

/** The first argument that stands for writing a workflow rather than for a path. */
const INIT = 'init';

/** What the command finds around it. */
export interface Surroundings extends Machine, Ending {
  readonly stdout: Writable & Stream;
  readonly stderr: Writable & Stream;
  /** The working folder; throws if it no longer exists. */
  cwd(): string;
}

/**
 * The command line.
 *
 * @param begun when this program's own code began to be loaded, in ms since the start of the process
 * @returns the exit status
 */
export async function main(
  args: readonly string[],
  around: Surroundings = process,
  begun = performance.now(),
): Promise<number> {
  const { stdout } = around;
  const errors = new ErrorLines(around.stderr, around.env);
  try {
    const [first, ...others] = args;
    if (first === INIT && !asksForHelp(others)) {
      const log = logBeside(errors, {}, around);
      const { initialise } = await import('./initialise.ts');
      return print(await initialise(others, workingFolder(around), log).finally(() => log.end()), stdout);
    }
    const { values, positionals } = flagsIn(args);
    const answer = answerIn(values);
    if (answer !== null) return print(answer, stdout);
    errors.color = colorOf(values.color);
    return await report(values, positionals, errors, around, begun);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    errors.print(error.message);
    return 2;
  }
}

function asksForHelp(args: readonly string[]): boolean {
  return args.some((arg) => arg === '--help' || arg === '-h');
}

/** Reports on what the paths contain. */
async function report(
  values: Flags,
  positionals: readonly string[],
  errors: ErrorLines,
  around: Surroundings,
  begun: number,
): Promise<number> {
  const log = logBeside(errors, values, around, begun);
  log.before({ name: 'node', from: 0, to: begun });
  log.stage('load');
  const cwd = workingFolder(around);
  const source = new DiskSource(cwd);
  const config = await readConfig(values.config ?? null, source, flagOf);
  const flags = byUsualName({ ...values }, LISTS, flagOf);
  const reports = [...positionals, ...itemsOf(flags.reports)];
  requireNoMisspeltInit(positionals, source);
  const places = [{ values: { ...flags, reports }, nameOf: flagOf }, config];
  const options = parseOptions(places);
  const nameOf = namingIn(places);
  requireThere(source, itemsOf(flags.baseline));
  if (values.open) requirePage(options.html);

  const { json = false, quiet = false } = values;
  const target = new DiskTarget(cwd, nameOf('output'), FOLDER_FILES);
  const world = { source, target, log, today: new Date().toISOString().slice(0, 10) };
  const background = { ...PLAIN, config: config.file, nameOf, explains: values.explain ?? false };
  log.stage('options');
  const outcome = await runPipeline(options, world, background).finally(() => log.end());
  const screen = screenOf(around.stdout, around.env, errors.color);
  await printOutcome(outcome, { json, quiet, output: options.output, screen }, around);
  log.stage('print');
  log.meanwhile(loadsSoFar());
  if (values.open) {
    const page = outcome.html === null ? null : resolve(cwd, options.output, outcome.html);
    await open(page, errors, around);
  }
  for (const failure of outcome.failures) errors.print(`the gate failed: ${failure}`);
  return outcome.failures.length > 0 ? 1 : 0;
}

/** The folder that relative paths start from. */
function workingFolder(around: Surroundings): string {
  try {
    return around.cwd();
  } catch {
    throw new UserError('expected a working folder, found that it no longer exists; change to another');
  }
}

/** Reports progress in the same style as errors. */
function logBeside(
  { screen }: ErrorLines,
  { quiet = false, timings = false }: Partial<Flags>,
  around: Surroundings,
  begun?: number,
): ConsoleLog {
  const { stderr, env } = around;
  return new ConsoleLog(stderr, { screen, isLive: isLive(stderr, env), isQuiet: quiet, timings }, around, begun);
}

/** When stdout and stderr are coloured. */
function colorOf(value: string | undefined): ColorChoice {
  const choice = value === undefined ? 'auto' : COLOR_CHOICES.find((known) => known === value);
  if (choice !== undefined) return choice;
  throw new UserError(`--color: ${mismatch(anyOf(COLOR_CHOICES), value ?? '', COLOR_CHOICES)}`);
}

/** Whoever names a baseline here has one, whereas a workflow's first run has none yet. */
function requireThere(source: DiskSource, baseline: readonly string[]): void {
  const given = baseline.filter((run) => run !== '');
  const [unfound] = source.unfound(given.flatMap((run) => partsOf(run, source)));
  if (unfound === undefined) return;
  const remedy = unfound.path === AUTO ? 'auto works only in the Action' : 'give the path of one';
  throw new UserError(
    `--baseline ${unfound.path}: expected reports of an earlier run, found ${unfound.reason}; ${remedy}`,
  );
}

/** The first word may be a misspelt command rather than a path that does not exist. */
function requireNoMisspeltInit([first = '']: readonly string[], source: DiskSource): void {
  const isMisspelt = /^\w+$/.test(first) && nearestTo(first, [INIT]) !== null;
  if (!isMisspelt || source.unfound([first]).length === 0) return;
  throw new UserError(`${first}: expected a report, folder or glob, found none of that name; did you mean ${INIT}?`);
}

/** Whatever is to be opened must be created. */
function requirePage(html: Options['html']): void {
  if (html === 'auto') return;
  throw new UserError('--open: expected a report.html to open, found html: none; leave out one of the two');
}

/** Opens the interactive page; if that fails, the report is there nevertheless. */
async function open(page: string | null, errors: ErrorLines, machine: Machine): Promise<void> {
  const { openInBrowser } = await import('./publish/opener.ts');
  const reason = page === null ? 'it could not be made' : await openInBrowser(page, machine);
  if (reason !== null) errors.print(`--open: report.html could not be opened: ${reason}`);
}

/** The name of an option on the command line. */
function flagOf(option: string): string {
  if (option === 'reports') return 'PATH';
  return option === 'thresholds' ? '--threshold' : `--${option}`;
}

function print(text: string, stdout: Writable): number {
  stdout.write(text);
  return 0;
}
