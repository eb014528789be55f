import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { optionsSchema } from '../src/options.ts';
import { reportSchema } from '../src/report/reportjson.ts';
import { problemsPage } from './problems.ts';

/*
 * Generates what the documentation repeats of the code: the README's tables of inputs and outputs from `action.yml`,
 * the JSON Schemas of `report.json` and of the config file, and the page of all problem codes. Run by `npm run docs`; a
 * test says that they are current.
 */

const ROOT = join(import.meta.dirname, '..');

interface Action {
  readonly inputs: Readonly<Record<string, { description: string; required?: boolean; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description: string }>>;
}

/** Generated files by their path in the project. */
export async function generate(): Promise<ReadonlyMap<string, string>> {
  const action = parse(await readFile(join(ROOT, 'action.yml'), 'utf8')) as Action;
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  return new Map([
    ['README.md', between(between(readme, 'inputs', inputsTable(action)), 'outputs', outputsTable(action))],
    ['docs/report.schema.json', schemaText(reportSchema, 'report.json of pareto-report')],
    ['docs/problems.md', problemsPage()],
    ['docs/config.schema.json', schemaText(optionsSchema.partial(), 'Config file of pareto-report')],
  ]);
}

function inputsTable({ inputs }: Action): string {
  const rows = Object.entries(inputs).map(([name, { description, required }]) => {
    return `| \`${name}\`${required ? ' (required)' : ''} | ${description.trim()} |`;
  });
  return ['| input | what it takes |', '| --- | --- |', ...rows].join('\n');
}

function outputsTable({ outputs }: Action): string {
  const rows = Object.entries(outputs).map(([name, { description }]) => `| \`${name}\` | ${description.trim()} |`);
  return ['| output | what it is |', '| --- | --- |', ...rows].join('\n');
}

function between(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from === -1 || to === -1) throw new Error(`README.md: ${start} … ${end} not found`);
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}

function schemaText(schema: z.ZodType, title: string): string {
  return `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2)}\n`;
}

if (process.argv[1] === import.meta.filename) {
  for (const [path, text] of await generate()) await writeFile(join(ROOT, path), text);
}
