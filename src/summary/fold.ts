/**
 * Blocks folded away under a line that we chose; a single line is not worth folding, and follows that line.
 *
 * @param summary HTML
 */
export function fold(summary: string, blocks: readonly string[], open = false): string[] {
  const [only, ...others] = blocks.filter((block) => block !== '');
  if (only === undefined) return [];
  // A picture is a single line of HTML, but takes more space than one.
  if (others.length === 0 && !only.includes('\n') && !only.startsWith('<')) return [`**${summary}**`, only];
  return [`<details${open ? ' open' : ''}>\n<summary>${summary}</summary>`, only, ...others, '</details>'];
}
