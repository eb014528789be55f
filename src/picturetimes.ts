import { formatCount } from './run/number.ts';

/** How long pictures took to draw, in both themes and both formats, excluding the time that they spent waiting. */
export class PictureTimes {
  readonly #times = new Map<string, number>();

  /** Adds the time of one of a picture's files. */
  add(picture: string, ms: number): void {
    this.#times.set(picture, (this.#times.get(picture) ?? 0) + ms);
  }

  /** `3 pictures, 81 ms each on average; slowest: trend of llama-8b, 120 ms`; null without pictures. */
  told(): string | null {
    const times = [...this.#times].sort(([, a], [, b]) => b - a);
    const [slowest] = times;
    if (slowest === undefined) return null;
    const [name, most] = slowest;
    const last = `${name}, ${most.toFixed(0)} ms`;
    if (times.length === 1) return `1 picture: ${last}`;
    const mean = times.reduce((sum, [, ms]) => sum + ms, 0) / times.length;
    return `${formatCount(times.length)} pictures, ${mean.toFixed(0)} ms each on average; slowest: ${last}`;
  }
}
