/*
 * Six changes as a newcomer would make them, each to the files that the table in CONTRIBUTING.md names for it.
 */

/** A text that stands before or after one that is there once; or a file that is new. */
export type Edit =
  | { readonly before: string; readonly add: string }
  | { readonly after: string; readonly add: string }
  | { readonly text: string };

export interface Change {
  /** As the first cell of its row begins. */
  readonly row: string;
  readonly edits: Readonly<Record<string, Edit | readonly Edit[]>>;
}

const METRIC: Change = {
  row: 'a metric',
  edits: {
    'src/run/metric.ts': {
      before: "  explaining('goodput',",
      add: `  explaining('input-throughput', 'Input throughput', 'tok/s', 'higher', ({ measured: { totalThroughput: all, outputThroughput } }) =>
    all === null || outputThroughput === null || all < outputThroughput ? null : all - outputThroughput,
  ),
`,
    },
  },
};

/** A plane of a metric against tok/s/user. */
function planeOf(id: string, metric: string): Change['edits'] {
  return {
    'src/pareto/plane.ts': {
      before: "  { id: 'energy',",
      add: `  { id: '${id}', x: PER_USER, y: axis('${metric}') },\n`,
    },
    'src/usage.ts': { before: 'cost, energy (tokens', add: `${id}, ` },
    'action.yml': { before: '`cost` and `energy`', add: `\`${id}\`, ` },
    'test/options/options.test.ts': { before: "        'energy',\n", add: `        '${id}',\n` },
  };
}

const PLANE: Change = { row: 'a plane', edits: planeOf('requests', 'request-throughput') };

const COST_METRIC: Change = {
  row: 'a cost metric',
  edits: {
    'src/run/metric.ts': {
      before: "  metric('output-throughput',",
      add: "  costing('total-cost', 'Cost of all tokens', { per: 'million tokens', rate: 'total-throughput' }),\n",
    },
    ...planeOf('total-cost', 'total-cost'),
  },
};

const OUTPUT: Change = {
  row: 'an output',
  edits: {
    'src/outputs.ts': [
      { before: "  { place: 'page',", add: "  { place: 'folder', name: 'harnesses.txt', render: renderHarnesses },\n" },
      {
        before: "import { relativeImages } from './summary/image.ts';",
        add: "import { renderHarnesses } from './summary/harnesslist.ts';\n",
      },
    ],
    'src/summary/harnesslist.ts': {
      text: `import type { Report } from './report.ts';

/** A line per harness that measured something. */
export function renderHarnesses({ runs }: Report): string {
  return [...new Set(runs.map(({ run }) => run.harness ?? 'unknown'))].map((name) => \`\${name}\\n\`).join('');
}
`,
    },
    'docs/inputs-and-outputs.md': {
      before: '| `runs.csv` |',
      add: '| `harnesses.txt` | the harnesses, one a line |\n',
    },
  },
};

const INPUT: Change = {
  row: 'an input',
  edits: {
    'src/options.ts': {
      before: "  html: z.enum(['auto',",
      add: "  detail: z.enum(['usual', 'all']).default('usual'),\n",
    },
    'src/flags.ts': { before: "  html: { type: 'string' },", add: "  detail: { type: 'string' },\n" },
    'src/usage.ts': { before: '  --html WHICH  ', add: '  --detail WHICH         usual or all (usual)\n' },
    'action.yml': { before: '  html:\n', add: '  detail:\n    description: How much is told, `usual` or `all`.\n' },
    'test/options/options.test.ts': { before: "    html: 'auto',\n    junit", add: "    detail: 'usual',\n" },
  },
};

const FIXTURE = `
/** Tinybench: 64 requests of 512 and 128 tokens. */
export function tinybench(changes: Tree = {}): Tree {
  return {
    tinybench: 1,
    model: 'meta-llama/Llama-3.1-8B-Instruct',
    users: 4,
    seconds: 20,
    requests: 64,
    input_tokens: 32_768,
    output_tokens: 8192,
    ttft_s: 0.2,
    tpot_s: 0.01,
    ...changes,
  };
}

`;

const HARNESS: Change = {
  row: 'a harness',
  edits: {
    'src/report/raw/tinybench.ts': {
      text: `import { z } from 'zod';
import type { Run } from '../../run/run.ts';
import { assemble, UNSTATED } from '../assemble.ts';
import type { Findings } from '../finding.ts';
import { harness } from '../harness.ts';
import { closedLoop } from '../requestedload.ts';
import { validate } from '../validate.ts';
import { perRequest } from './flat.ts';
import { ONE_RUN, type RawEntry, type RawFormat } from './format.ts';

const quantity = z.number().nonnegative();
const schema = z.looseObject({
  ...{ model: z.string(), users: z.number().int().positive() },
  ...{ seconds: z.number().positive(), requests: z.number().int().positive() },
  ...{ input_tokens: quantity, output_tokens: quantity, ttft_s: quantity, tpot_s: quantity },
});

const FORMAT: RawFormat = {
  name: 'Tinybench result',
  mayHold: (keys) => keys.has('tinybench'),
  holds: ({ tinybench }) => tinybench !== undefined,
  entries: ONE_RUN,
  read,
};

export const TINYBENCH = harness('tinybench', 'Tinybench', { formats: [FORMAT] });

function read({ document, file, root }: RawEntry, findings: Findings): Run | null {
  const result = validate(schema, document, findings, root);
  if (result === null) return null;
  const { model, users, seconds, requests, input_tokens: input, output_tokens: output } = result;
  return assemble(
    {
      ...UNSTATED,
      ...{ file, harness: TINYBENCH, model, requestedLoad: closedLoop(users), prompts: requests, duration: seconds },
      requests: {
        total: requests,
        input_length: perRequest(input, requests),
        output_length: perRequest(output, requests),
        countsAttempts: false,
      },
      latency: {
        path: root,
        ttft: { units: 's', mean: result.ttft_s },
        tpot: { units: 's/token', mean: result.tpot_s },
        ...{ itl: null, e2el: null },
      },
      throughput: {
        path: root,
        output: output / seconds,
        input: input / seconds,
        total: null,
        requests: requests / seconds,
      },
    },
    findings,
  );
}
`,
    },
    'src/report/harnesses.ts': [
      {
        before: "import { TRTLLM_BENCH } from './raw/trtllm.ts';",
        add: "import { TINYBENCH } from './raw/tinybench.ts';\n",
      },
      { before: '  LLAMA_BENCHY,\n', add: '  TINYBENCH,\n' },
    ],
    'test/report/raw/fixtures.ts': [
      { before: 'export const DOCUMENTS: readonly Tree[] = [', add: FIXTURE.trimStart() },
      { after: 'export const DOCUMENTS: readonly Tree[] = [', add: '\n  tinybench(),' },
    ],
    'test/cases/raw-tinybench/options.yaml': { text: 'plots: none\ngpus: "1"\naccelerator: A100\n' },
    'test/cases/raw-tinybench/reports/four.json': { text: result(4) },
    'test/cases/raw-tinybench/reports/eight.json': { text: result(8) },
    'docs/formats.md': [
      { after: '| --- | --- |', add: '\n| Tinybench | JSON |' },
      {
        before: '## Recognised by',
        add: '| metric | Tinybench |\n| --- | --- |\n| `ttft` `tpot` | `ttft_s`, `tpot_s` |\n\n',
      },
      {
        after: '| format | root keys | files | source | checked |\n| --- | --- | --- | --- | --- |',
        add: '\n| Tinybench result | `tinybench` | a document | `tiny.py` | 1.0 |',
      },
    ],
  },
};

/** A result of Tinybench, at so many users. */
export function result(users: number): string {
  const text = JSON.stringify({
    ...{ tinybench: 1, model: 'meta-llama/Llama-3.1-8B-Instruct', users, seconds: 80 / users, requests: 64 },
    ...{ input_tokens: 32_768, output_tokens: 8192, ttft_s: 0.05 * users, tpot_s: 0.0098 - users / 10_000 },
  });
  return `${text}\n`;
}

export const CHANGES: readonly Change[] = [METRIC, COST_METRIC, PLANE, OUTPUT, INPUT, HARNESS];
