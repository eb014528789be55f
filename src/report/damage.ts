import { nameOf } from '../run/filepath.ts';
import { byproductOf } from './byproducts.ts';
import type { Findings } from './finding.ts';
import { isSurelyResult, tableFormatOf } from './harnesses.ts';
import { documentsIn } from './raw/documents.ts';
import { columnsOf } from './raw/table.ts';
import type { SourceFile } from './read.ts';
import { areOfReport, quotedKeysIn, rootKeysOf } from './recognise.ts';
import { type DecodedText, firstNul, inUtf8, withoutNuls } from './text.ts';

/*
 * Files in which nothing is recognised as they stand, though their text shows that they were meant as results: a log
 * line came before the document, its first bracket was lost, a crash filled the file with NUL bytes. Other kinds of
 * files, such as logs, may quote a result.
 */

/** Names of files that hold JSON and nothing else. */
const JSON_NAME = /\.(jsonl?|ndjson)$/i;
const DATA_NAME = /\.(jsonl?|ndjson|ya?ml|csv)$/i;
/** How much of a text is searched for keys, in characters. */
const BEGINNING = 2 ** 20;
/** How many lines of it are searched for names of columns. */
const MOST_LINES = 50;

const ADVICE = 'repair the file, or run that benchmark again';

/** Adds an error about a file that was meant as a result and is damaged; nothing about any other, or if something is known. */
export function findDamage(file: SourceFile, decoded: DecodedText | null, findings: Findings): void {
  const name = nameOf(file.path);
  if (!DATA_NAME.test(name) || findings.list.length > 0) return;
  const text = (decoded?.text ?? withoutNuls(file.bytes)).slice(0, BEGINNING);
  const header = text.split('\n', MOST_LINES).findIndex((line) => tableFormatOf(columnsOf(line)) !== null);
  if ((header === -1 && !hasKeys(name, text)) || byproductOf(name, text) !== null) return;
  if (decoded === null) {
    const nul = firstNul(file.bytes);
    const found = nul === null ? 'bytes that are neither UTF-8 nor UTF-16' : 'NUL bytes';
    findings.error('not-text', null, `has the keys of a benchmark result, but also ${found}: ${ADVICE}`, nul);
  } else if (header > 0) {
    const message = 'expected the names of the columns on the first line: delete what is above them';
    findings.error('not-parsable', null, message, { line: header + 1, column: 1 });
  } else if (JSON_NAME.test(name)) {
    const [flaw] = documentsIn(inUtf8(file.pieces?.() ?? [file.bytes])).flaws;
    if (flaw === undefined) return;
    const message = `has the keys of a benchmark result, but is not JSON: ${flaw.message}; ${ADVICE}`;
    findings.error(flaw.code, null, message, flaw.position);
  }
}

/** Whether a text has keys that only results have, on any level that its brackets may have left them. */
function hasKeys(name: string, text: string): boolean {
  const levels = JSON_NAME.test(name) ? quotedKeysIn(text) : [rootKeysOf(text)];
  return levels.some((keys) => areOfReport(keys) || isSurelyResult(keys, text));
}

/** Whether a file that can only hold JSON holds nothing. */
export function isEmptyJson({ path, bytes }: SourceFile, text: string | null): boolean {
  return JSON_NAME.test(path) && (text ?? withoutNuls(bytes)).trim() === '';
}
