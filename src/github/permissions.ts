import { allOf } from '../spelling.ts';
import { broughtBy, type Feature, neededBy } from './unavailable.ts';

/** What a checkout needs: a `permissions:` block withdraws everything that it does not name. */
const CHECKOUT = 'contents: read';

/** The permissions that a job lacked, so that requests were refused, and all those that its features need. */
export class Permissions {
  readonly #asked = new Set<Feature>();
  readonly #lacking = new Map<string, Feature>();

  ask(feature: Feature): void {
    this.#asked.add(feature);
  }

  /** @param permission `contents: write` */
  refuse(permission: string, feature: Feature): void {
    if (!this.#lacking.has(permission)) this.#lacking.set(permission, feature);
  }

  /**
   * If several are lacking, a single note on all of them, with lines to paste: users who learn of one at a time have to
   * run the job once for each.
   */
  note(): string | null {
    if (this.#lacking.size < 2) return null;
    const lost = [...new Set([...this.#lacking.values()].map((feature) => `the ${broughtBy(feature)}`))];
    // Write permission includes read permission.
    const isWithin = (name: string) => this.#lacking.has(name.replace(/: read$/, ': write')) && name.endsWith('read');
    const names = [...this.#lacking.keys()].filter((name) => !isWithin(name));
    const sentence = `the token of this job lacks ${allOf(names)}, which costs you ${allOf(lost)}. Add all of these:`;
    return [sentence, 'permissions:', ...this.#lines().map((line) => `  ${line}`)].join('\n');
  }

  /** Everything that the features in use need, and what was refused. */
  #lines(): string[] {
    const brings = new Map<string, Set<string>>([[CHECKOUT, new Set(['checkout'])]]);
    const add = (permission: string, feature: Feature) => {
      brings.set(permission, (brings.get(permission) ?? new Set()).add(broughtBy(feature)));
    };
    for (const feature of this.#asked) add(neededBy(feature), feature);
    for (const [permission, feature] of this.#lacking) add(permission, feature);
    return [...brings]
      .filter(([permission]) => !brings.has(permission.replace(/: read$/, ': write')) || permission.endsWith('write'))
      .map(([permission, what]) => `${permission} # ${[...what].join(', ')}`);
  }
}
