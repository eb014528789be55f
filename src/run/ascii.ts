/** Whether a text is of printable ASCII alone, as nearly all are: V8 takes milliseconds to compile Unicode's tables for others. */
export function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}
