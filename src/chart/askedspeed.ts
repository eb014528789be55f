/** A speed that was asked for, and what a scenario gives there: what a plane over tok/s/user shows of it. */
export interface AskedSpeed {
  /** tok/s/user. */
  readonly x: number;
  /** The best at that speed, in units of the y axis; null where nothing is that fast, or nothing is read in the plane. */
  readonly y: number | null;
  /** `≥ 30: 112.5 tok/s/GPU`. */
  readonly label: string;
  /** The same in a sentence, without its full stop; null where nothing is read in the plane. */
  readonly words: string | null;
}

/** Most speeds that a picture has a sentence for. */
const TOLD = 2;

/** The sentences that a picture has room for, and how many more there are. */
export function fewOf(sentences: readonly string[]): string[] {
  const more = sentences.length - TOLD;
  return more > 0 ? [...sentences.slice(0, TOLD), `and ${more} more in report.json`] : [...sentences];
}

/** The sentences of all speeds. */
export function sentencesOf(asked: readonly AskedSpeed[]): string[] {
  return asked.flatMap(({ words }) => (words === null ? [] : [words]));
}
