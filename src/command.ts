import { join, resolve } from 'node:path';
import { answerIn } from './answers.ts';
import { readConfig } from './config.ts';
import { UserError } from './errors.ts';
import { type Flags, flagsIn } from './flags.ts';
import { DiskSource } from './input/files.ts';
import { partsOf } from './input/parts.ts';
import { itemsOf } from './items.ts';
import { byUsualName } from './naming.ts';
import { AUTO, LISTS, namingIn, type Options, parseOptions } from './options.ts';
import { FOLDER_FILES } from './outputs.ts';
import { PLAIN, runPipeline } from './pipeline.ts';
import { loadsSoFar } from './plot/plot.ts';
import { printOutcome } from './printing.ts';
import { ConsoleLog } from './publish/console.ts';
import { ErrorLines } from './publish/errorlines.ts';
import { DiskTarget } from './publish/folder.ts';
import { COLOR_CHOICES, type ColorChoice, isLive, screenOf } from './screen/screen.ts';
import { anyOf, mismatch, nearestTo } from './spelling.ts';

/** The first argument that stands for writing a workflow instead of a path. */
const INIT = 'init';

/**
 * The command line.
 *
 * @param begun when this program's own code began to be loaded, in ms since the start of the process
 * @returns the exit status
 */
export async function main(args: readonly string[], begun = performance.now()): Promise<number> {
  const errors = new ErrorLines(process.stderr, process.env);
  try {
    const [first, ...others] = args;
    if (first === INIT && !asksForHelp(others)) {
      const log = logBeside(errors, {});
      const { initialise } = await import('./initialise.ts');
      return print(await initialise(others, workingFolder(), log).finally(() => log.end()));
    }
    const { values, positionals } = flagsIn(args);
    const answer = answerIn(values);
    if (answer !== null) return print(answer);
    errors.color = colorOf(values.color);
    return await report(values, positionals, errors, begun);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    errors.print(error.message);
    return 2;
  }
}

function asksForHelp(args: readonly string[]): boolean {
  return args.some((arg) => arg === '--help' || arg === '-h');
}

/** Reports what the paths hold. */
async function report(
  values: Flags,
  positionals: readonly string[],
  errors: ErrorLines,
  begun: number,
): Promise<number> {
  const { stdout, env } = process;
  const log = logBeside(errors, values, begun);
  log.before({ name: 'node', from: 0, to: begun });
  log.stage('load');
  const cwd = workingFolder();
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
  const screen = screenOf(stdout, env, errors.color);
  await printOutcome(outcome, { json, quiet, output: options.output, screen }, process);
  log.stage('print');
  log.meanwhile(loadsSoFar());
  if (values.open) await open(outcome.html === null ? null : join(options.output, outcome.html), errors);
  for (const failure of outcome.failures) errors.print(`the gate failed: ${failure}`);
  return outcome.failures.length > 0 ? 1 : 0;
}

/** Where relative paths begin. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new UserError('expected a working folder, found that it is gone; change to one that is there');
  }
}

/** What is said while the program works, as errors are. */
function logBeside(
  { screen }: ErrorLines,
  { quiet = false, timings = false }: Partial<Flags>,
  begun?: number,
): ConsoleLog {
  const { stderr, env } = process;
  return new ConsoleLog(stderr, { screen, isLive: isLive(stderr, env), isQuiet: quiet, timings }, process, begun);
}

/** When stdout and stderr are coloured. */
function colorOf(value: string | undefined): ColorChoice {
  const choice = value === undefined ? 'auto' : COLOR_CHOICES.find((known) => known === value);
  if (choice !== undefined) return choice;
  throw new UserError(`--color: ${mismatch(anyOf(COLOR_CHOICES), value ?? '', COLOR_CHOICES)}`);
}

/** Who names a baseline here has it; in a workflow a first run has none yet. */
function requireThere(source: DiskSource, baseline: readonly string[]): void {
  const given = baseline.filter((run) => run !== '');
  const [unfound] = source.unfound(given.flatMap((run) => partsOf(run, source)));
  if (unfound === undefined) return;
  const remedy = unfound.path === AUTO ? 'auto works only in the Action' : 'give the path of one';
  throw new UserError(
    `--baseline ${unfound.path}: expected reports of an earlier run, found ${unfound.reason}; ${remedy}`,
  );
}

/** The first word may be a command, misspelt, rather than a path that is not there. */
function requireNoMisspeltInit([first = '']: readonly string[], source: DiskSource): void {
  const isMisspelt = /^\w+$/.test(first) && nearestTo(first, [INIT]) !== null;
  if (!isMisspelt || source.unfound([first]).length === 0) return;
  throw new UserError(`${first}: expected a report, folder or glob, found none of that name; did you mean ${INIT}?`);
}

/** What is to be opened must be there. */
function requirePage(html: Options['html']): void {
  if (html === 'auto') return;
  throw new UserError('--open: expected a report.html to open, found html: none; leave out one of the two');
}

/** Opens the interactive page; where that cannot be, the report is there all the same. */
async function open(page: string | null, errors: ErrorLines): Promise<void> {
  const { openInBrowser } = await import('./publish/opener.ts');
  const reason = page === null ? 'it could not be made' : await openInBrowser(resolve(page), process);
  if (reason !== null) errors.print(`--open: report.html could not be opened: ${reason}`);
}

/** How an option is called on the command line. */
function flagOf(option: string): string {
  if (option === 'reports') return 'PATH';
  return option === 'thresholds' ? '--threshold' : `--${option}`;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}
