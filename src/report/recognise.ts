/** The extension of a file that may hold a report, as a pattern. */
export const REPORT_ENDING = '\\.(?:ya?ml|jsonl?|ndjson|txt|csv)';
/** Files that may hold a report: those with such an extension, or without any. */
const REPORT_FILE = new RegExp(`${REPORT_ENDING}$|^[^.]+$`, 'i');
/** Names that the converters write, with and without a comma and a version. */
const REPORT_NAME = /^benchmark_report([^/]*\.(ya?ml|json)|[^./]*)$/i;

/** Root keys of all report versions. */
const ROOT_KEYS = ['version', 'scenario', 'metrics', 'run', 'results'] as const;

/** Whether a file with that name is worth opening. */
export function mayHoldReport(name: string): boolean {
  return REPORT_FILE.test(name) || REPORT_NAME.test(name);
}

/** Whether the name alone shows that a file is a report. */
export function namedAsReport(name: string): boolean {
  return REPORT_NAME.test(name);
}

/** Whether root keys are those of a report: `version` and `metrics` or `results`. */
export function areOfReport(keys: ReadonlySet<string>): boolean {
  return keys.has('version') && (keys.has('metrics') || keys.has('results'));
}

/**
 * Keys at the root of a text, or of the first entry of a list. Also works for texts that are cut off or broken, and for
 * the beginning of a text.
 */
export function rootKeysOf(text: string): ReadonlySet<string> {
  return isFlow(text) ? rootKeysOfFlow(text) : rootKeysOfBlock(text);
}

/** Whether a text is JSON, or YAML in flow style. */
export function isFlow(text: string): boolean {
  return /^\s*[{[]/.test(text);
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
  return new Set([...text.matchAll(/^["']?([A-Za-z_]\w*)["']?[ \t]*:(?=\s|$)/gm)].map((m) => m[1] ?? ''));
}

/** Quoted keys may contain any character: `"Test Duration (s)"`. */
const FLOW_KEY = /\s*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|(\w+))\s*:/y;

/**
 * Keys of the first mapping in JSON or flow-style text, which need not be complete; a single pass up to its end. Where
 * a line of JSON Lines is cut off, the keys of the next line are included.
 */
function rootKeysOfFlow(text: string): Set<string> {
  const keys = new Set<string>();
  const root = /^\s*\[/.test(text) ? 2 : 1;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (opens(character)) depth = beginsLine(text, at) ? root : depth + 1;
    else if (closes(character)) {
      depth -= 1;
      if (depth < root) break;
    }
    if (depth !== root || (character !== '{' && character !== ',')) continue;
    FLOW_KEY.lastIndex = at + 1;
    const [, double, single, bare] = FLOW_KEY.exec(text) ?? [];
    keys.add(double ?? single ?? bare ?? '');
  }
  return keys;
}

/** How deep brackets may leave the root of a document: in a list, or with a bracket lost or one too many. */
const ROOT_LEVELS = 3;
const COLON = /\s*:/y;
/** A key as Python shows it. */
const PYTHON_KEY = /'(\w{1,99})'\s*:/y;

/** Quoted keys of JSON by the level on which they are, in a text that may lack its beginning or have others before it. */
export function quotedKeysIn(text: string): readonly ReadonlySet<string>[] {
  const levels = Array.from({ length: ROOT_LEVELS }, () => new Set<string>());
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at);
      COLON.lastIndex = end + 1;
      if (text[end] === '"' && COLON.test(text)) levels[depth]?.add(text.slice(at + 1, end));
      at = end;
    } else if (character === "'") {
      PYTHON_KEY.lastIndex = at;
      const [, key] = PYTHON_KEY.exec(text) ?? [];
      if (key !== undefined) levels[depth]?.add(key);
    } else if (opens(character)) depth = beginsLine(text, at) ? 1 : depth + 1;
    else if (closes(character)) depth = Math.max(depth - 1, 0);
  }
  return levels;
}

function opens(character: string | undefined): boolean {
  return character === '{' || character === '[';
}

function closes(character: string | undefined): boolean {
  return character === '}' || character === ']';
}

/** Whether a mapping starts a line, as documents in JSON Lines do. */
function beginsLine(text: string, at: number): boolean {
  return text[at] === '{' && text[at - 1] === '\n';
}

/** Where the string that starts at `start` ends; if it is cut off, the end of the line or the text. */
export function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"' || text[at] === '\n') return at;
  }
  return text.length;
}
