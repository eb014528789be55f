import { formatPlural } from './run/number.ts';

/** How long pictures took to draw, in both themes and both formats, excluding the time that they spent waiting. */
export class PictureTimes {
  readonly #times = new Map<string, number>();

  /** Adds the time of one of a picture's files. */
  add(picture: string, ms: number): void {
    this.#times.set(picture, (this.#times.get(picture) ?? 0) + ms);
  }

  /** `3 pictures of 81 ms on average, the slowest of 120 ms: trend of llama-8b`; null without pictures. */
  told(): string | null {
    const times = [...this.#times].sort(([, a], [, b]) => b - a);
    const [slowest] = times;
    if (slowest === undefined) return null;
    const [name, most] = slowest;
    const count = formatPlural(times.length, 'picture');
    const mean = times.reduce((sum, [, ms]) => sum + ms, 0) / times.length;
    return `${count} of ${mean.toFixed(0)} ms on average, the slowest of ${most.toFixed(0)} ms: ${name}`;
  }
}
