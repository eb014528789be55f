import type { Companion } from './companion.ts';
import { HARNESSES } from './harnesses.ts';
import { isRecord } from './recognise.ts';

const COMPANIONS = HARNESSES.flatMap(({ companions }) => companions);

/** Names of files that may go with results. */
export const COMPANION_FILE = new RegExp(COMPANIONS.map(({ file }) => `(?:${file.source})`).join('|') || '$^');

/** Whether a text in a file of that name is surely a companion, though it cannot be parsed. */
export function isSurelyCompanion(name: string, text: string): boolean {
  return COMPANIONS.some(({ file, isSure }) => file.test(name) && isSure?.(text) === true);
}

/** What a document in a file of that name states beside results; null where it goes with none. */
export function companionOf(name: string, document: unknown): Companion | null {
  if (!isRecord(document)) return null;
  return COMPANIONS.find(({ file, holds }) => file.test(name) && holds(document)) ?? null;
}
