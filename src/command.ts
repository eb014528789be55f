import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import manifest from '../package.json' with { type: 'json' };
import { readConfig } from './config.ts';
import { UserError } from './errors.ts';
import { DiskSource } from './input/files.ts';
import { partsOf } from './input/parts.ts';
import { byUsualName, namesOf, nearestTo } from './naming.ts';
import { AUTO, LISTS, type Options, parseOptions } from './options.ts';
import { PLAIN, runPipeline } from './pipeline.ts';
import { ConsoleLog } from './publish/console.ts';
import { DiskTarget } from './publish/folder.ts';
import { oneLine } from './publish/log.ts';
import { openInBrowser } from './publish/opener.ts';

const USAGE = `Usage: node dist/cli.js PATH... [options]

Reads LLM-inference benchmark reports, finds each scenario's Pareto front of tok/s/user against
tok/s/GPU, and writes report.json, summary.md, report.html, runs.csv and plots.

  PATH                        a report, a folder searched recursively, or a glob; any file may be a pipe
  --output DIR                where the report goes                    (pareto-report)
  --config FILE               options by name, in YAML                 (.github/pareto-report.yml or .yaml, if there)
  --user-throughput WHICH     tok/s/user as output tok/s ÷ concurrency, or 1000 ÷ mean TPOT in ms:
                              concurrency or tpot                      (concurrency)
  --variant WHICH             what keeps deployments of one shape apart: auto, directory, none,
                              or a regular expression on the path whose first group is the variant (auto)
  --only KIND                 aggregated or disaggregated
  --length-tolerance SHARE    largest difference of mean lengths in one scenario (0.05)
  --filter KEY=GLOB           keep runs whose model, accelerator, configuration or harness matches; repeatable
  --gpus N, --accelerator NAME, --label CONFIGURATION
                              what a report does not say; a label is like 2R-TP4 or 1P-TP8/1D-TP8
  --price NAME=DOLLARS        what a GPU-hour costs, such as H100=2.50: adds the metric cost, $ per million output
                              tokens; repeatable, or separated by commas. A NAME fits accelerators that have its words
  --plots WHICH               all, none, or names separated by commas: tradeoff, ttft, ttft-p99, tpot, tpot-p99, e2el,
                              e2el-p99, total, cost, energy (tokens per joule), latency (by request rate), trend (of
                              earlier runs)
                              (tradeoff, latency, trend, with a price cost, and the latency that an objective is on)
  --html WHICH                auto writes report.html, the report as one interactive page; none does not (auto)
  --open                      open report.html in a browser
  --baseline PATH             an earlier run to compare with: its reports, or its report.json; repeatable, one run each;
                              parts of one run are joined by a comma
  --baseline-runs N           how many earlier runs are used, the newest  (5)
  --threshold METRIC=BOUND    -10% (largest fall), +15% (largest rise), >=500 or <=200, on any metric, on front, on
                              front@50 or cost@50 (read at 50 tok/s/user), on capacity or on curve; repeatable, or
                              separated by commas
                                       (output-throughput=-10%, capacity=-10%, curve=-10%, front=-7%)
  --effects BOUND             least loss that a whole sweep, configuration or load may show, such as -5%, or off
                              (-2% of throughput, +5% of mean latencies, +10% of tails)
  --fail-on LIST              what makes the exit status 1: regression, missing, inconclusive, not-comparable
                              (nothing could be compared), missing-baseline (there is none yet), baseline-error
                              (it could not be had), rejected-report; or never
                                                                       (regression, not-comparable, baseline-error)
  --at TOKS_PER_USER          tok/s/user at which the front is read: the best tok/s/GPU for users of that speed; repeatable
                                                                       (round speeds: 10, 20, 50, …)
  --explain                   what each file was taken for: its measurement, facts, words of its name, key, counterpart
  --timings                   where the time went, on stderr
  --help, --version

Exit status: 0; 1 the gate failed; 2 bad usage, or not one run read; 70 a bug of pareto-report.
`;

const FLAGS = {
  output: { type: 'string' },
  config: { type: 'string' },
  'user-throughput': { type: 'string' },
  variant: { type: 'string' },
  only: { type: 'string' },
  'length-tolerance': { type: 'string' },
  gpus: { type: 'string' },
  accelerator: { type: 'string' },
  label: { type: 'string' },
  plots: { type: 'string' },
  html: { type: 'string' },
  open: { type: 'boolean' },
  effects: { type: 'string' },
  'baseline-runs': { type: 'string' },
  'fail-on': { type: 'string', multiple: true },
  explain: { type: 'boolean' },
  timings: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** Flags that may be repeated, by either of their names. */
const LIST_FLAGS = Object.fromEntries(
  LISTS.flatMap(namesOf).map((name) => [name, { type: 'string', multiple: true }] as const),
);

/**
 * The command line.
 *
 * @returns the exit status
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parse(args);
    if (values.help) return print(USAGE);
    if (values.version) return print(`pareto-report ${manifest.version}\n`);
    const source = new DiskSource(process.cwd());
    const config = await readConfig(values.config ?? null, source);
    const flags = byUsualName({ ...values }, LISTS, flagOf);
    const reports = [...positionals, ...listOf(flags.reports)];
    const options = parseOptions([{ ...flags, reports }, config.options], flagOf);
    requireThere(source, listOf(flags.baseline));
    if (values.open) requirePage(options.html);
    const log = new ConsoleLog(process.stderr, values.timings ?? false);
    const world = { source, target: new DiskTarget(process.cwd()), log, today: new Date().toISOString().slice(0, 10) };
    const outcome = await runPipeline(options, world, {
      ...PLAIN,
      config: config.file,
      explains: values.explain ?? false,
    });
    print(outcome.terminal);
    const page = outcome.html === null ? null : join(options.output, outcome.html);
    if (page !== null) print(`\nExplore interactively: ${oneLine(page)}\n`);
    if (values.open) await open(page);
    for (const failure of outcome.failures) process.stderr.write(`pareto-report: the gate failed: ${failure}\n`);
    return outcome.failures.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`pareto-report: ${error.message}\n`);
    return 2;
  }
}

/** What a flag gave that may be repeated. */
function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Who names a baseline here has it; in a workflow a first run has none yet. */
function requireThere(source: DiskSource, baseline: readonly string[]): void {
  const given = baseline.filter((run) => run !== '');
  const [unfound] = source.unfound(given.flatMap((run) => partsOf(run, source)));
  if (unfound === undefined) return;
  const remedy = unfound.path === AUTO ? 'auto is for the Action alone' : 'give the path of one';
  throw new UserError(
    `--baseline ${unfound.path}: expected reports of an earlier run, found ${unfound.reason}; ${remedy}`,
  );
}

/** What is to be opened must be there. */
function requirePage(html: Options['html']): void {
  if (html === 'auto') return;
  throw new UserError('--open: expected a report.html to open, found html: none; leave one of the two out');
}

/** Opens the interactive page; where that cannot be, the report is there all the same. */
async function open(page: string | null): Promise<void> {
  const reason =
    page === null ? 'there is none, since it could not be made' : await openInBrowser(resolve(page), process);
  if (reason !== null) process.stderr.write(`pareto-report: --open: report.html is not opened: ${reason}\n`);
}

/** How an option is called on the command line. */
function flagOf(option: string): string {
  if (option === 'reports') return 'PATH';
  return option === 'thresholds' ? '--threshold' : `--${option}`;
}

function parse(args: readonly string[]) {
  try {
    const options = { ...LIST_FLAGS, ...FLAGS };
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UserError(`${parseFailure(error as NodeJS.ErrnoException)}--help lists the options`);
  }
}

/** The sentence of Node's own that names the option, without its advice on dashes. */
function parseFailure({ code, message }: NodeJS.ErrnoException): string {
  const [sentence = message] = message.split(/\.\s|\n/);
  const [, unknown = ''] = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? (/'--([\w-]+)/.exec(sentence) ?? []) : [];
  const meant = nearestTo(unknown, [...Object.keys(FLAGS), ...Object.keys(LIST_FLAGS)]);
  const told = sentence.replace(
    /^Option '([^' ]+)[^']*' argument (missing|is ambiguous).*/s,
    '$1: expected a value, found none',
  );
  return meant === null || unknown === '' ? `${told}; ` : `${told}: did you mean --${meant}? `;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}
