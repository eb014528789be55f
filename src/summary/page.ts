/** Blocks separated by an empty line, which ends a table, a list or HTML before the next one begins. */
export function page(blocks: readonly string[]): string {
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
