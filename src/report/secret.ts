import { isRecord } from './recognise.ts';

/** Words in the names of keys whose values grant access. */
const SECRET =
  /(^|_)(secrets?|passwords?|passwd|passphrase|credentials?|api_?keys?|access_?keys?|private_?keys?|auth|authorization|bearer)(_|$)|_pass$/;
/** A token, except for vocabulary tokens; a plural means a count, unless they belong to a service. */
const TOKEN = /(^|_)token(_\d+)?$|(^|_)(api|auth|access|refresh|hf)_tokens$/;
const VOCABULARY =
  /(^|_)(pad|bos|eos|unk|sep|cls|mask|stop|special|image|audio|video|think|reasoning|tool|per|first|output|input|next)_token$/;

/** Whether a key, in any spelling, has a value that grants access: `--api-key`, `hfToken`. */
function isSecret(key: string, value: unknown): boolean {
  if (!SUSPECT.test(key)) return false;
  const word = key
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .replace(/^_|_$/g, '')
    .toLowerCase();
  if (SECRET.test(word)) return true;
  return TOKEN.test(word) && !VOCABULARY.test(word) && !isPlain(value);
}

/** A number or a switch, possibly as text: tokens are neither. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'string') return /^\s*(true|false|-?\d+(\.\d+)?)\s*$/i.test(value);
  return typeof value === 'number' || typeof value === 'boolean';
}

/** Credentials in a URL. */
const CREDENTIALS = /\/\/[^/@\s]+@/g;
/** Tokens that are recognisable by themselves, with what precedes them. */
const SHAPES = /\b(?:hf_\w{16,}|sk-[\w-]{16,}|gh[pousr]_\w{16,}|github_pat_\w{16,}|Bearer\s+[^\s"',;]+)/g;
/** `?api_key=x`. */
const QUERY = /([?&]([\w-]+)=)[^&\s"']+/g;
/** `--api-key x`, `api_key=x`, `"token": "x"`. */
const STATED =
  /(?<![\w-])(--?[A-Za-z][\w-]*(?:\s*=\s*|\s+)|["']?[A-Za-z][\w-]*["']?\s*[=:]\s*)(["']?)([^\s"',;&}\]]+)/g;
/** What a text, or a key, must contain to match any of these. */
const SUSPECT = /key|token|secret|pass|auth|credential|bearer|hf_|sk-|gh[pousr]_|github_pat_|:\/\//i;

/** What replaces it. */
const HIDDEN = '***';

/** A value without anything that grants access: such secrets never leave the machine, not even in a report. */
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return SUSPECT.test(value) ? withoutStated(value) : value;
  if (Array.isArray(value)) return flagsWithoutSecrets(value);
  if (!isRecord(value)) return value;
  const name = value.name ?? value.key;
  const isHidden = typeof name === 'string' && 'value' in value && isSecret(name, value.value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !isSecret(key, inner) && !(isHidden && key === 'value'))
      .map(([key, inner]) => [key, withoutSecrets(inner)]),
  );
}

/** The value of a flag may be the next item in the list. */
function flagsWithoutSecrets(values: readonly unknown[]): unknown[] {
  const isFlag = (value: unknown): value is string => typeof value === 'string' && /^--?[A-Za-z]/.test(value);
  return values.flatMap((value, index) => {
    const before = values[index - 1];
    if (isFlag(value) && isSecret(value.replace(/=.*$/s, ''), values[index + 1])) return [];
    if (isFlag(before) && !before.includes('=') && !isFlag(value) && isSecret(before, value)) return [];
    return [withoutSecrets(value)];
  });
}

function withoutStated(text: string): string {
  return text
    .replace(CREDENTIALS, '//')
    .replace(SHAPES, HIDDEN)
    .replace(QUERY, (all: string, start: string, key: string) => (isSecret(key, '') ? `${start}${HIDDEN}` : all))
    .replace(STATED, (all: string, key: string, quote: string, value: string) => {
      const name = key.replace(/[\s=:]+$/, '');
      const [word, isFlag] = [name.replace(/["']/g, ''), name.startsWith('-')];
      return isSecret(word, value) ? (isFlag ? '' : `${key}${quote}${HIDDEN}`) : all;
    });
}
