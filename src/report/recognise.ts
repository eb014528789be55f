/** What a file is, before it is read as a report. */
export type Recognition =
  /** By name or text a benchmark report, whatever its state. */
  | 'report'
  /** Another kind of file. */
  | 'other';

/** Files that can hold a report. */
const REPORT_ENDINGS = /\.(ya?ml|json)$/i;
/** Names that the converters write, with and without a comma and a version. */
const REPORT_NAME = /^benchmark_report([^/]*\.(ya?ml|json)|[^./]*)$/i;

/** Root keys of all report versions. */
const ROOT_KEYS = ['version', 'scenario', 'metrics', 'run', 'results'] as const;

/** Whether a file of that name is worth opening. */
export function mayHoldReport(name: string): boolean {
  return REPORT_ENDINGS.test(name) || REPORT_NAME.test(name);
}

/** Whether a file's name alone says that it is a report. */
export function namedAsReport(name: string): boolean {
  return REPORT_NAME.test(name);
}

/**
 * Whether a text, or the beginning of one, looks like a report: the keys `version` and `metrics` or `results` at its
 * root. Works on texts that are cut off or broken.
 */
export function looksLikeReport(text: string): boolean {
  const keys = text.trimStart().startsWith('{') ? rootKeysOfFlow(text) : rootKeysOfBlock(text);
  return keys.has('version') && (keys.has('metrics') || keys.has('results'));
}

/** Whether a document has the shape of a report: `version` with `metrics` or `results` at its root. */
export function isReport(document: unknown): document is Record<string, unknown> {
  return isRecord(document) && 'version' in document && ('metrics' in document || 'results' in document);
}

/** Whether a document has any root key of a report. */
export function hasRootKey(document: unknown): boolean {
  return isRecord(document) && ROOT_KEYS.some((key) => key in document);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rootKeysOfBlock(text: string): Set<string> {
  return new Set([...text.matchAll(/^["']?(version|metrics|results)["']?[ \t]*:(?=\s|$)/gm)].map((m) => m[1] ?? ''));
}

/** Keys at depth one of a JSON or flow-style text, which need not be complete. */
function rootKeysOfFlow(text: string): Set<string> {
  const keys = new Set<string>();
  let depth = 0;
  for (const [token, , quoted, word] of text.matchAll(
    /[{}[\]]|"((?:[^"\\]|\\.)*)"\s*(?=:)|"(?:[^"\\]|\\.)*"|(\w+)\s*(?=:)/g,
  )) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (depth === 1) keys.add(quoted ?? word ?? '');
  }
  return keys;
}
