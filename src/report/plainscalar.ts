/** Words that YAML's core schema takes to be something else than text. */
const WORDS = new Map<string, unknown>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF'].flatMap((word) => [
    [word, Number.POSITIVE_INFINITY] as const,
    [`+${word}`, Number.POSITIVE_INFINITY] as const,
    [`-${word}`, Number.NEGATIVE_INFINITY] as const,
  ]),
]);

/** Of these, JavaScript reads the same number. */
const NUMBER = /^(?:0o[0-7]+|0x[\da-fA-F]+|[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)$/;

/** What YAML's core schema takes a plain scalar to be. A number too large to be one is text, as for the library. */
export function plainScalar(text: string): unknown {
  if (NUMBER.test(text)) {
    const number = Number(text);
    return Number.isFinite(number) ? number : text;
  }
  const word = WORDS.get(text);
  return word === undefined ? text : word;
}
