/** Files that can hold a report: by these endings, or without any. */
const REPORT_ENDINGS = /\.(ya?ml|json|txt)$|^[^.]+$/i;
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

const FLOW_KEY = /\s*(["']?)(\w+)\1\s*:/y;

/** Keys at depth one of a JSON or flow-style text, which need not be complete. One pass, however long its strings. */
function rootKeysOfFlow(text: string): Set<string> {
  const keys = new Set<string>();
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth !== 1 || (character !== '{' && character !== ',')) continue;
    FLOW_KEY.lastIndex = at + 1;
    keys.add(FLOW_KEY.exec(text)?.[2] ?? '');
  }
  return keys;
}

/** Where the string that begins at `start` ends; the end of the text where it is cut off. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
