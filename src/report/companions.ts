import type { Companion } from './companion.ts';
import { HARNESSES } from './harnesses.ts';
import { isRecord } from './recognise.ts';

const COMPANIONS = HARNESSES.flatMap(({ companions }) => companions);

/** Names of files that may accompany results. */
export const COMPANION_FILE = new RegExp(COMPANIONS.map(({ file }) => `(?:${file.source})`).join('|') || '$^');

/** Whether a text in a file with that name is certainly a companion, although it cannot be parsed. */
export function isSurelyCompanion(name: string, text: string): boolean {
  return COMPANIONS.some(({ file, isSure }) => file.test(name) && isSure?.(text) === true);
}

/** What a document in a file with that name states about the results next to it; null if it accompanies none. */
export function companionOf(name: string, document: unknown): Companion | null {
  if (!isRecord(document)) return null;
  return COMPANIONS.find(({ file, holds }) => file.test(name) && holds(document)) ?? null;
}
