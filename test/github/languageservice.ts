import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ActionsMetadataProvider, validate } from '@actions/languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { ROOT } from '../dist/spawn.ts';

export const ACTION = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'));
/** Name of this action in workflows, without its version. */
export const OURS = 'pareto-report/pareto-report';

/** Our own inputs; of the actions of others nothing is known here, and so nothing is checked but the reference. */
const provider: ActionsMetadataProvider = {
  fetchActionMetadata: async ({ owner, name }) =>
    `${owner}/${name}` === OURS ? ACTION : { name: `${owner}/${name}`, description: '' },
};

let seen = 0;

/** Sentences of the language service, with line numbers. */
export async function faultsOf(name: string, text: string): Promise<string[]> {
  // It remembers what it parsed by address: the same one twice would be answered for the first.
  seen += 1;
  const document = TextDocument.create(`file:///${seen}/${name}`, 'yaml', 1, text);
  const found = await validate(document, { actionsMetadataProvider: provider });
  return found.map(({ range, message }) => `${name}:${range.start.line + 1}: ${message}`);
}
