/**
 * Blocks folded away under a line of our own words; a single line is worth no fold, and stands under that line.
 *
 * @param summary HTML
 */
export function fold(summary: string, blocks: readonly string[], open = false): string[] {
  const [only, ...others] = blocks.filter((block) => block !== '');
  if (only === undefined) return [];
  // A picture is one line of HTML, and more than that to look at.
  if (others.length === 0 && !only.includes('\n') && !only.startsWith('<')) return [`**${summary}**`, only];
  return [`<details${open ? ' open' : ''}>\n<summary>${summary}</summary>`, only, ...others, '</details>'];
}
