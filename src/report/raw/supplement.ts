import type { Findings } from '../finding.ts';
import { documentsOf } from './documents.ts';
import type { RawEntry } from './format.ts';

/**
 * The document in a file next to a result, by its name.
 *
 * @returns undefined if there is none, or none that can be read, which is warned of
 */
export function supplementOf({ beside }: RawEntry, name: string, findings: Findings): unknown {
  const text = beside(name);
  if (text === null) return undefined;
  const { documents, flaws } = text === undefined ? { documents: [], flaws: [] } : documentsOf(text);
  const [document] = documents;
  const flaw = flaws[0] ?? document?.flaw ?? null;
  if (document !== undefined && flaw === null) return document.value;
  const reason = flaw?.message ?? 'expected text in UTF-8, of a few MiB at most';
  findings.warn('unreadable-supplement', null, `${name} beside it could not be read: ${reason}`);
  return undefined;
}
