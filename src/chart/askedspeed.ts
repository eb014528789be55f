/** A speed that the user asked for, and what a scenario gives there, as shown in a plane over tok/s/user. */
export interface AskedSpeed {
  /** tok/s/user. */
  readonly x: number;
  /** The best at that speed, in units of the y axis; null if nothing is that fast, or nothing is read in this plane. */
  readonly y: number | null;
  /** `≥ 30: 112.5 tok/s/GPU`. */
  readonly label: string;
  /** The same as a sentence, without its full stop; null if nothing is read in this plane. */
  readonly words: string | null;
}

/** The most speeds that a picture has sentences for. */
const TOLD = 2;

/** The sentences that fit a picture, and how many others there are. */
export function fewOf(sentences: readonly string[]): string[] {
  const more = sentences.length - TOLD;
  return more > 0 ? [...sentences.slice(0, TOLD), `and ${more} more in report.json`] : [...sentences];
}

/** The sentences for all speeds. */
export function sentencesOf(asked: readonly AskedSpeed[]): string[] {
  return asked.flatMap(({ words }) => (words === null ? [] : [words]));
}
