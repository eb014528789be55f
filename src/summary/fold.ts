/** Blocks folded away under a line of our own words. */
export function fold(summary: string, blocks: readonly string[], open = false): string[] {
  return [`<details${open ? ' open' : ''}>\n<summary>${summary}</summary>`, ...blocks, '</details>'];
}
