import { load, YAMLException } from 'js-yaml';
import { z } from 'zod';
import type { Client } from '../github/client.ts';
import { Unavailable } from '../github/unavailable.ts';
import { contentAt } from './branchcontent.ts';

/** The part of a workflow's file that says what starts it: one event, a list of them, or a mapping. */
const workflowFile = z.looseObject({
  on: z.union([
    z.string().transform((one) => [one]),
    z.array(z.string()),
    z.record(z.string(), z.unknown()).transform((events) => Object.keys(events)),
  ]),
});

/** The deepest nesting and the most aliases of a file that is read. */
const LIMITS = { maxDepth: 64, maxAliases: 64 };

/**
 * The events that start a workflow according to its file on a branch: `pull_request`, `push`.
 *
 * @param workflow its file name
 * @returns none if they cannot be determined
 */
export async function triggersOf(client: Client, workflow: string, branch: string): Promise<string[]> {
  const path = `.github/workflows/${workflow}`;
  const content = await contentAt(client, 'baseline', { path, ref: branch }).catch(orNothing);
  if (content === null || typeof content === 'string' || content.limit !== null) return [];
  return eventsIn(Buffer.from(content.bytes).toString('utf8'));
}

function eventsIn(text: string): string[] {
  try {
    const { on } = workflowFile.parse(load(text, LIMITS));
    return on.every((event) => /^[a-z_]+$/.test(event)) ? on : [];
  } catch (error) {
    if (error instanceof YAMLException || error instanceof z.ZodError) return [];
    throw error;
  }
}

/** It is only a hint: if GitHub refuses, it is left out. */
function orNothing(error: unknown): null {
  if (error instanceof Unavailable) return null;
  throw error;
}
