import { relative } from 'node:path';
import picomatch from 'picomatch';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { LONGEST, SLOW } from './slow.ts';

const isSlow = picomatch([...SLOW]);

/**
 * Longest files first, then what else is slow, and quick ones last: so that no worker is still at a long file when the
 * others have nothing left. Without this the order is that of sizes, or of times that a clean clone does not know.
 */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => this.#rank(a) - this.#rank(b));
  }

  #rank({ moduleId }: TestSpecification): number {
    const path = relative(this.ctx.config.root, moduleId).replaceAll('\\', '/');
    const place = LONGEST.indexOf(path);
    if (place >= 0) return place;
    return LONGEST.length + (isSlow(path) ? 0 : 1);
  }
}
