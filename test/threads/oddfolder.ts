import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { Random } from '../mutations/random.ts';
import { mutated, type Original } from '../mutations/text.ts';
import { v01, v02 } from '../report/texts.ts';
import { sharedData, withoutSharedData } from '../shared.ts';

const CASES = join(import.meta.dirname, '../cases');
const SEED = 20_261_128;
const MUTATED = 40;
/** Files of real data of a folder: whole sweeps of one format are read elsewhere. */
const REAL = 3;
/** Larger files take too long, changed one by one. */
const MOST_BYTES = 40_000;

/**
 * A folder of all that reading meets: real data where it is there, a result of each reader, results with mistakes, findings
 * that are shown once in many files, binary and empty files.
 */
export function oddFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-odd-'));
  for (const name of withoutSharedData ? [] : ['raw', 'reports'])
    copySome(sharedData(name), join(folder, 'real', name));
  const results = readdirSync(CASES).flatMap((name) => filesIn(join(CASES, name, 'reports')));
  for (let index = 0; index < MUTATED; index += 1) {
    const random = new Random(SEED, index);
    const original = random.pick(results);
    write(join(folder, 'mutated', String(index)), original.name, mutated(original, random));
  }
  for (const name of readdirSync(CASES).filter((one) => one.startsWith('raw-'))) {
    const [first] = filesIn(join(CASES, name, 'reports'));
    if (first !== undefined) write(join(folder, 'read', name), first.name, first.text);
  }
  for (let index = 0; index < 45; index += 1) repeatedly(join(folder, 'a', String(index).padStart(2, '0')), index);
  write(join(folder, 'bad'), 'benchmark_report,_binary.yaml', new Uint8Array([0, 255, 254, 0, 1]));
  write(join(folder, 'bad'), 'benchmark_report,_empty.yaml', '');
  write(join(folder, 'bad'), 'benchmark_report,_twice.json', '{"version": "0.1", "version": "0.2"}');
  return folder;
}

/** Copies the first files of a folder, and of each in it. */
function copySome(from: string, to: string): void {
  const entries = readdirSync(from, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = entries.filter((entry) => entry.isFile()).slice(0, REAL);
  for (const { name } of files) cpSync(join(from, name), join(to, name));
  for (const { name } of entries.filter((entry) => entry.isDirectory())) copySome(join(from, name), join(to, name));
}

/** A folder of a file that is larger than is read whole, which takes as long as all others, among small ones. */
export function largeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-large-'));
  for (let index = 0; index < 12; index += 1) repeatedly(join(folder, 'a', String(index).padStart(2, '0')), index);
  write(folder, 'large.json', `{"request_rate": 1, "itls": [${'0.01,'.repeat(7 * 2 ** 20)}0]}`);
  return folder;
}

/** Findings that are shown once, each from another file on: whoever reads a later one must not have its place. */
function repeatedly(folder: string, index: number): void {
  const engine = { name: 'vllm', version: '0.11.0', args: { 'block-size': index % 3, 'max-num-seqs': 64 } };
  const changes = {
    'scenario.platform': { engine: [engine, engine] },
    ...(index > 10 ? { 'metrics.latency.request_latency.mean': 900 + index } : {}),
    ...(index > 25 ? { 'metrics.latency.time_to_first_token.p50': 9000 } : {}),
    ...Object.fromEntries(Array.from({ length: index / 8 }, (_, part) => [`scenario.part_${part}`, index])),
    'metrics.throughput.output_tokens_per_sec': 2500 + index,
  };
  write(folder, 'benchmark_report,_run.yaml', dump(v01(changes)));
  if (index % 5 === 0) write(folder, 'benchmark_report_v0.2,_other.yaml', dump(v02({ 'run.uid': `b${index}` })));
  if (index % 9 === 0) write(folder, 'pareto-report.yml', 'accelerator: H100\n');
}

function write(folder: string, name: string, content: string | Uint8Array): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), content);
}

function filesIn(folder: string): Original[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({ name, text: readFileSync(join(parentPath, name), 'utf8') }))
    .filter(({ text }) => text.length <= MOST_BYTES);
}
