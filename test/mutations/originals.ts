import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runIn } from '../world.ts';
import type { Original } from './text.ts';

const CASES = join(import.meta.dirname, '../cases');
/** Largest file that is changed, in bytes: of larger ones each case takes too long. */
const MOST_BYTES = 40_000;
/** Results of one folder: the others are like them. */
const MOST_ALIKE = 4;

/** A config file with every kind of option. */
const CONFIG = {
  name: 'options.yaml',
  text: `reports: [reports]
baseline: [before]
plots: [tradeoff, latency]
price: [H100=2.5, A100=1.1]
gpus: 8
accelerator: H100
label: 2R-TP4
length-tolerance: 0.05
at: [20, 50]
slo: {ttft-p99: <= 500, failure-rate: <= 0.01}
filter: ["*TP4*"]
thresholds: {front: -7%, output-throughput: -10%, ttft: "<= 200", front@50: -5%}
overrides:
  - scenario: "*"
    configuration: "2R-*"
    thresholds: {ttft: +15%}
accept:
  - configuration: 2R-*
    bound: -20%
    reason: the new sampler
    until: 2027-01-31
`,
};

/** What users state of files beside it. */
const STATEMENTS = {
  name: 'pareto-report.yml',
  text: `configuration: 2R-TP4
accelerator: H100
gpus: 8
model: meta-llama/Llama-3.1-70B
overrides:
  - match: "a/*"
    configuration: 1P-TP8/1D-TP8
  - match: "b/**"
    gpus: 16
`,
};

/** What the corpus is made from. */
export interface Originals {
  readonly results: readonly Original[];
  readonly own: Original;
  readonly configs: readonly Original[];
  readonly statements: readonly Original[];
}

export async function originals(): Promise<Originals> {
  const folders = readdirSync(CASES).map((name) => join(CASES, name));
  const results = folders.flatMap((folder) => filesIn(join(folder, 'reports')));
  const { files } = await runIn(join(CASES, 'compared-regression'), {
    reports: ['reports'],
    baseline: ['baseline'],
    plots: 'none',
    html: 'none',
  });
  const own = { name: 'report.json', text: String(files.find(({ path }) => path === 'report.json')?.content) };
  const configs = folders.flatMap((folder) => filesIn(folder, ({ name }) => name === 'options.yaml'));
  return { results, own, configs: [...configs, CONFIG], statements: [STATEMENTS] };
}

function filesIn(folder: string, isWanted: (file: Original) => boolean = () => true): Original[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true }).map(String).sort();
  return names
    .map((name) => ({ name: basename(name), path: join(folder, name) }))
    .filter(({ path }) => isSmall(path))
    .map(({ name, path }) => ({ name, text: readFileSync(path, 'utf8') }))
    .filter(isWanted)
    .slice(0, MOST_ALIKE);
}

function isSmall(path: string): boolean {
  const entry = statSync(path);
  return entry.isFile() && entry.size <= MOST_BYTES;
}
