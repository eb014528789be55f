import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { HOSTING_INPUTS, HOSTING_LISTS } from '../src/hosting.ts';
import { optionsSchema } from '../src/options.ts';
import { reportSchema } from '../src/report/reportjson.ts';
import { METRICS, type Metric } from '../src/run/metric.ts';
import { layersText } from './layers.ts';
import { problemsPage } from './problems.ts';
import { withSection } from './section.ts';

/*
 * Generates what is made of tables in the code: those of inputs and outputs from `action.yml`, that of metrics, the page of
 * all problem codes, the JSON Schemas of `report.json` and of the config file, and the linter's rules on imports. Run by
 * `npm run docs`; a test says that they are current.
 */

const ROOT = join(import.meta.dirname, '..');
/** Inputs that the command has no flags for. */
const OF_ACTION: ReadonlySet<string> = new Set([...HOSTING_INPUTS, ...HOSTING_LISTS]);

interface Action {
  readonly inputs: Readonly<Record<string, { description: string; required?: boolean; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description: string }>>;
}

/** Generated files by their path in the project. */
export async function generate(): Promise<ReadonlyMap<string, string>> {
  const action = parse(await readFile(join(ROOT, 'action.yml'), 'utf8')) as Action;
  return new Map([
    await page('docs/inputs-and-outputs.md', {
      inputs: inputsTable(action, (name) => !OF_ACTION.has(name)),
      'action-inputs': inputsTable(action, (name) => OF_ACTION.has(name)),
      outputs: outputsTable(action),
    }),
    await page('docs/numbers.md', { metrics: metricsTable() }),
    ['docs/report.schema.json', schemaText(reportSchema, 'report.json of pareto-report')],
    ['docs/problems.md', problemsPage()],
    ['biome.layers.json', layersText()],
    ['docs/config.schema.json', schemaText(optionsSchema.partial(), 'Config file of pareto-report')],
  ]);
}

/** A page with its sections, by their names, as they are today. */
async function page(path: string, sections: Readonly<Record<string, string>>): Promise<[string, string]> {
  let text = await readFile(join(ROOT, path), 'utf8');
  for (const [name, content] of Object.entries(sections)) text = withSection(text, name, content);
  return [path, text];
}

function inputsTable({ inputs }: Action, isMeant: (name: string) => boolean): string {
  const meant = Object.entries(inputs).filter(([name]) => isMeant(name));
  const rows = meant.map(([name, { description, required }]) => {
    return `| \`${name}\`${required ? ' (required)' : ''} | ${description.trim()} |`;
  });
  return ['| input | what it takes |', '| --- | --- |', ...rows].join('\n');
}

function outputsTable({ outputs }: Action): string {
  const rows = Object.entries(outputs).map(([name, { description }]) => `| \`${name}\` | ${description.trim()} |`);
  return ['| output | what it is |', '| --- | --- |', ...rows].join('\n');
}

/** A row a metric; percentiles share that of the mean. */
function metricsTable(): string {
  const rows = METRICS.filter(({ id }) => !PERCENTILE.test(id)).map(({ id, label, unit, better }) => {
    const ids = METRICS.map((metric) => metric.id).filter((other) => other === id || percentileOf(other) === id);
    return `| ${ids.map((one) => `\`${one}\``).join(' ')} | ${label} | ${unit} | ${better ?? ''} |`;
  });
  return ['| id | shown as | unit | better |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

const PERCENTILE = /-p\d+$/;

/** The metric that an id is a percentile of; null where it is none. */
function percentileOf(id: Metric['id']): string | null {
  return PERCENTILE.test(id) ? id.replace(PERCENTILE, '') : null;
}

function schemaText(schema: z.ZodType, title: string): string {
  return `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2)}\n`;
}

if (process.argv[1] === import.meta.filename) {
  for (const [path, text] of await generate()) await writeFile(join(ROOT, path), text);
}
