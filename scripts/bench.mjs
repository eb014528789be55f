// @ts-check
// `npm run bench`: fronts, identity and matching of up to 100,000 points, by themselves; a cold start, on 114 reports; the
// pictures of 100 scenarios, beside those of ten; then the whole command on 1,200, 12,000 and 60,000 reports, side by side
// with PyYAML over libyaml, its fast loader, only reading the same files; with and without threads that read; with and
// without its page, and how soon that shows something in Chromium.
// Ratios, since machines differ and are noisy. Run `npm run bundle` first.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { rolldown } from 'rolldown';
import { coldStarts } from './coldstart.mjs';

const CLI = resolve(fileURLToPath(import.meta.url), '../../dist/cli.js');
const LOADS = [1, 8, 32, 64, 128, 256];
const PERCENTILES = ['p0p1', 'p1', 'p5', 'p10', 'p25', 'p50', 'p75', 'p90', 'p95', 'p99', 'p99p9'];
const READ_ALL = `
import pathlib, sys, yaml
for path in pathlib.Path(sys.argv[1]).rglob("*.yaml"):
    with open(path, encoding="utf-8") as file:
        yaml.load(file, Loader=yaml.CSafeLoader)
`;

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FIRST_PAINT = `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now()`;
/** Median over moves across the chart until the next frame is drawn. */
const FOLLOW = `(async () => {
  const overlay = document.querySelector('svg.overlay');
  const box = overlay.getBoundingClientRect();
  const times = [];
  for (let i = 0; i < 30; i++) {
    const at = { bubbles: true, clientX: box.left + box.width * (0.1 + 0.02 * i), clientY: box.top + box.height * 0.6 };
    const started = performance.now();
    overlay.dispatchEvent(new PointerEvent('pointermove', at));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[15];
})()`;

/** What a harness copies of its own options into each report. */
const OPTIONS = Array.from(
  { length: 76 },
  (_, index) =>
    `      option_${index}_of_the_harness: ${index % 3 === 0 ? 'null' : index % 3 === 1 ? index * 1.5 : `value-${index}`}`,
).join('\n');

/** What a converter copies of each engine's arguments, those of one configuration alike. */
function engines(/** @type {number} */ configuration) {
  const args = Array.from({ length: 150 }, (_, index) => `        argument-${index}: value-${index}-${configuration}`);
  const engine = ['    - name: vllm', '      version: 0.11.0', '      args:', ...args].join('\n');
  return `  platform:\n    engine:\n${Array.from({ length: 8 }, () => engine).join('\n')}\n`;
}

/** Statistics with every percentile, as harnesses write them. */
function statistics(/** @type {number} */ mean, /** @type {string} */ units, /** @type {number} */ spread) {
  const names = ['min', 'mode', ...PERCENTILES, 'max'];
  const lines = names.map(
    (name, index) =>
      `      ${name}: ${(mean * (1 + spread * (index / names.length - 0.5)) * Math.SQRT2 * Math.SQRT1_2).toPrecision(17)}`,
  );
  return [`      mean: ${mean}`, `      stddev: ${mean * spread}`, ...lines, `      units: ${units}`].join('\n');
}

function report(
  /** @type {number} */ scenario,
  /** @type {number} */ configuration,
  /** @type {number} */ concurrency,
  /** @type {boolean} */ hasEngines,
) {
  const replicas = 1 + (configuration % 8);
  const tp = 1 + Math.floor(configuration / 8);
  const output =
    (900 * replicas * tp * concurrency) / (concurrency + 20 * replicas) / (1 + scenario / 50) + configuration;
  const tpot = 10 + concurrency / (replicas * tp);
  const isl = 1000 * (scenario + 1);
  const host = Array.from(
    { length: replicas },
    () =>
      `    - count: ${tp}\n      model: NVIDIA-H100-80GB-HBM3\n      parallelism:\n        dp: 1\n        ep: 1\n        pp: 1\n        tp: ${tp}`,
  );
  return `metrics:
  latency:
    inter_token_latency:
${statistics(tpot * 0.99, 'ms/token', 0.4)}
    normalized_time_per_output_token:
${statistics(tpot * 1.1, 'ms/token', 0.4)}
    request_latency:
${statistics(300 + tpot * 499, 'ms', 0.6)}
    time_per_output_token:
${statistics(tpot, 'ms/token', 0.3)}
    time_to_first_token:
${statistics(300 + concurrency, 'ms', 0.9)}
  requests:
    failures: 0
    incomplete: 0
    input_length:
${statistics(isl + 3.25, 'count', 0.01)}
    output_length:
${statistics(499.5, 'count', 0.02)}
    total: ${concurrency * 10}
  throughput:
    output_tokens_per_sec: ${output}
    requests_per_sec: ${output / 499.5}
    total_tokens_per_sec: ${(output * (isl + 499.5)) / 499.5}
  time:
    duration: ${(concurrency * 4995) / output}
    start: 1758663742.0
    stop: 1758663962.0
scenario:
  host:
    accelerator:
${host.join('\n')}
    type:
${Array.from({ length: replicas }, () => '    - replica').join('\n')}
  load:
    args:
${OPTIONS}
      burstiness: 1.0
      max_concurrency: ${concurrency}
      num_prompts: ${concurrency * 10}
      request_rate: inf
    name: vllm-benchmark
${hasEngines ? engines(configuration) : ''}  model:
    name: meta-llama/Llama-3.1-70B-Instruct
version: '0.1'
`;
}

/** Reports of as many scenarios as it takes, each with 6 loads of some configurations; returns the mean size in bytes. */
function writeReports(
  /** @type {string} */ folder,
  /** @type {number} */ count,
  /** @type {number} */ configurations,
  hasEngines = false,
) {
  let bytes = 0;
  for (let index = 0; index < count; index += 1) {
    const configuration = Math.floor(index / 6) % configurations;
    const [scenario, load] = [Math.floor(index / 6 / configurations), index % 6];
    const run = join(folder, `sweep.setup_${scenario}_${configuration}`, 'results', `run_${load}`);
    mkdirSync(run, { recursive: true });
    const text = report(scenario, configuration, LOADS[load] ?? 1, hasEngines);
    bytes += text.length;
    writeFileSync(join(run, 'benchmark_report,_run.json.yaml'), text);
  }
  return bytes / count;
}

/** Wall time in s of a command. */
function measure(/** @type {string[]} */ command) {
  const [program = '', ...args] = command;
  const started = performance.now();
  const { status, stderr } = spawnSync('/usr/bin/env', [program, ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${program} ended with status ${status}: ${stderr}`);
  return seconds;
}

/** As if there were one core: nothing but the main thread reads. */
const ALONE = `import os from 'node:os';
  import { syncBuiltinESMExports } from 'node:module';
  os.availableParallelism = () => 1;
  syncBuiltinESMExports();`;

/**
 * Wall time and processor time in s, and peak resident memory in MB, of the command on some reports.
 *
 * @param {string} folder
 * @param {readonly string[]} options
 * @param {string} before runs in the same process first
 */
function costOf(folder, options = [], before = '') {
  const told = `process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    console.error('cost ' + JSON.stringify({ processor: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 }));
  });`;
  const module = `data:text/javascript,${encodeURIComponent(`${before}\n${told}`)}`;
  const started = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', module, CLI, folder, '--output', output, '--quiet', ...options],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`the command ended with status ${status}: ${stderr}`);
  /** @type {{ processor: number, peak: number }} */
  const cost = JSON.parse(/^cost (.*)$/m.exec(stderr)?.[1] ?? '{}');
  return { seconds, ...cost };
}

/** What threads that read are worth, without pictures, which have threads of their own. */
function compareThreads(/** @type {string} */ folder) {
  const alone = costOf(folder, ['--plots', 'none'], ALONE);
  const helped = costOf(folder, ['--plots', 'none']);
  const ratio = (helped.seconds / alone.seconds).toFixed(2);
  console.log(
    `  without pictures ${helped.seconds.toFixed(2)} s, in one thread ${alone.seconds.toFixed(2)} s; ratio ${ratio}`,
  );
  console.log(
    `  processor ${helped.processor.toFixed(2)} s and ${alone.processor.toFixed(2)} s, peak memory ${helped.peak.toFixed(0)} MB and ${alone.peak.toFixed(0)} MB`,
  );
}

/** What the most reports cost, a report, against fewer of the same; without pictures, which do not grow with them. */
function compareSizes(/** @type {string} */ fewer, /** @type {string} */ more, /** @type {number} */ times) {
  const [less, most] = [fewer, more].map((folder) => costOf(folder, ['--plots', 'none']));
  const ratio = ((most?.seconds ?? 0) / (less?.seconds ?? 1) / times).toFixed(2);
  console.log(`60,000 reports of five hundred scenarios, without pictures: ${most?.seconds.toFixed(2)} s`);
  console.log(
    `  a report takes ${ratio} times as long as one of 12,000, which take ${less?.seconds.toFixed(2)} s; peak memory ${most?.peak.toFixed(0)} MB`,
  );
}

/** How much of report.json the record of the sweep is, which a later run reads. */
function recordOf(/** @type {string} */ folder) {
  const file = join(folder, 'report.json');
  const all = statSync(file).size;
  const { sweep: _, ...shown } = JSON.parse(readFileSync(file, 'utf8'));
  const without = JSON.stringify(shown, null, 2).length;
  const share = `${(((all - without) / without) * 100).toFixed(0)}% beside the rest`;
  return `report.json ${(all / 2 ** 20).toFixed(1)} MiB, of which the sweep ${share}`;
}

const root = mkdtempSync(join(tmpdir(), 'pareto-report-bench-'));
const output = join(root, 'out');
const hasPython = spawnSync('python3', ['-c', 'from yaml import CSafeLoader']).status === 0;

/** Fronts, identity and matching alone, without reading. */
async function measurePoints() {
  const file = join(root, 'pointcost.mjs');
  const bundler = await rolldown({ input: join(CLI, '../../scripts/pointcost.ts'), platform: 'node' });
  await bundler.write({ file, format: 'esm', codeSplitting: false });
  await bundler.close();
  const { pointLines } = await import(pathToFileURL(file).href);
  console.log('Fronts, identity and matching in one process, of CPU time');
  for (const line of pointLines()) console.log(line);
}

/** What the page adds to the whole command. */
function comparePage(/** @type {string} */ folder) {
  const command = [process.execPath, CLI, folder, '--output', output];
  const without = measure([...command, '--html', 'none']);
  const with_ = measure(command);
  const size = statSync(join(output, 'report.html')).size / 2 ** 20;
  const ratio = (with_ / without).toFixed(2);
  console.log(
    `  with report.html (${size.toFixed(1)} MiB) ${with_.toFixed(2)} s, without ${without.toFixed(2)} s; ratio ${ratio}`,
  );
}

/** How soon a page shows its picture, and how long it takes to follow a pointer, both in ms. */
async function openPage(/** @type {string} */ what) {
  if (!existsSync(CHROMIUM)) return console.log(`  no ${CHROMIUM}: the page is not opened`);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(pathToFileURL(join(output, 'report.html')).href);
  await page.locator('.picture svg').waitFor();
  const shown = await page.evaluate(FIRST_PAINT);
  const followed = await page.evaluate(FOLLOW);
  await browser.close();
  console.log(
    `  ${what}: first picture after ${Math.round(shown)} ms, a pointer followed within ${Math.round(followed)} ms`,
  );
}

/** Ours against PyYAML on the same reports; returns our seconds. */
function compare(/** @type {string} */ folder, /** @type {string} */ what) {
  const ours = measure([process.execPath, CLI, folder, '--output', output]);
  console.log(`${what}: ${ours.toFixed(2)} s`);
  if (hasPython) {
    const theirs = measure(['python3', '-c', READ_ALL, folder]);
    console.log(
      `  PyYAML over libyaml, only reading them: ${theirs.toFixed(2)} s; ratio ${(ours / theirs).toFixed(2)}`,
    );
  }
  return ours;
}

/** Seconds that the pictures of some scenarios take, and how many there are: what `--timings` tells of its stage. */
function drawIn(/** @type {string} */ folder) {
  const args = [CLI, folder, '--output', output, '--plots', 'all', '--html', 'none', '--timings'];
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, COLUMNS: '1000' },
  });
  const [, ms, count, detail] = /^draw +(\d+) ms, at \d+ ms; ([\d,]+) pictures?[:,] (.*)$/m.exec(stderr) ?? [];
  if (status !== 0 || count === undefined) throw new Error(`no time of pictures: ${stderr}`);
  return { seconds: Number(ms) / 1000, count: Number(count.replaceAll(',', '')), detail };
}

/** What a picture takes where there are those of 100 scenarios, and where there are those of ten. */
function comparePictures() {
  const [few, many] = [10, 100].map((scenarios) => {
    const folder = join(root, `pictures-${scenarios}`);
    writeReports(folder, scenarios * 24, 4);
    const { seconds, count, detail } = drawIn(folder);
    const each = seconds / count;
    console.log(`pictures of ${scenarios} scenarios: ${count} in ${seconds.toFixed(1)} s, ${each.toFixed(3)} s each`);
    console.log(`  ${detail}`);
    return each;
  });
  console.log(`  one of many to one of few: ${((many ?? 0) / (few ?? 1)).toFixed(2)}`);
}

try {
  await measurePoints();
  const names = ['few', 'one', 'ten', 'large', 'wide', 'broad', 'many', 'most'];
  const [few = '', one = '', ten = '', large = '', wide = '', broad = '', many = '', most = ''] = names.map((name) =>
    join(root, name),
  );
  writeReports(few, 114, 19);
  coldStarts(few, output);
  comparePictures();
  const size = writeReports(one, 1200, 200);
  writeReports(ten, 1200, 20);
  const wideSize = writeReports(wide, 1200, 20, true);
  console.log(
    `Whole command, plots included, on reports of ${(size / 1024).toFixed(1)} KiB; Node ${process.versions.node}`,
  );
  if (!hasPython) console.log('python3 with PyYAML over libyaml is missing: no comparison');
  compare(one, '1,200 reports of one scenario');
  comparePage(one);
  await openPage('1,200 points');
  const small = compare(ten, '1,200 reports of ten scenarios');
  console.log(`  ${recordOf(output)}`);
  compare(wide, `the same with 8 engines of 150 arguments each, ${(wideSize / 1024).toFixed(0)} KiB a report`);
  console.log(`  ${recordOf(output)}; peak memory ${costOf(wide).peak.toFixed(0)} MB`);
  compareThreads(wide);
  writeReports(large, 12_000, 20);
  const { seconds, peak } = costOf(large);
  console.log(
    `12,000 reports of a hundred scenarios: ${seconds.toFixed(2)} s, ${(seconds / small).toFixed(1)} times as long`,
  );
  console.log(`  peak memory ${peak.toFixed(0)} MB`);
  writeReports(many, 12_000, 20, true);
  compare(many, 'the same with 8 engines of 150 arguments each');
  console.log(`  peak memory ${costOf(many).peak.toFixed(0)} MB`);
  compareThreads(many);
  rmSync(many, { recursive: true });
  writeReports(most, 60_000, 20);
  compareSizes(large, most, 5);
  rmSync(most, { recursive: true });
  writeReports(broad, 12_000, 2000);
  console.log('12,000 reports of one scenario');
  comparePage(broad);
  await openPage('12,000 points');
} finally {
  rmSync(root, { recursive: true, force: true });
}
