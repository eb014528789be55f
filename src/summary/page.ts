/** An empty line, which ends a table, a list or HTML before the next block begins. */
const GAP = '\n\n';

/** Blocks with a gap between them; empty ones are none. */
export function page(blocks: readonly string[]): string {
  return `${blocks.filter((block) => block !== '').join(GAP)}\n`;
}

/**
 * A page of at most so many UTF-8 bytes, or null. Blocks are asked for only until it is too long: what a page of hundreds
 * of scenarios would hold takes far longer to write than what fits.
 */
export function pageWithin(limit: number, blocks: Iterable<string>): string | null {
  const kept: string[] = [];
  let bytes = '\n'.length;
  for (const block of blocks) {
    if (block === '') continue;
    bytes += (kept.length === 0 ? 0 : GAP.length) + Buffer.byteLength(block);
    if (bytes > limit) return null;
    kept.push(block);
  }
  return bytes > limit ? null : page(kept);
}
