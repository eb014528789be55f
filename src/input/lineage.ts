import type { Client } from '../github/client.ts';

/** How many pages of 100 commits are searched. */
const MAX_PAGES = 3;

/** A commit and those before it, as far as they are searched. */
export class Lineage {
  /** In GitHub's order, the newest first. */
  readonly #ages = new Map<string, number>();
  readonly #parents = new Map<string, readonly string[]>();
  /** When the youngest of them was made, in ms; null if GitHub does not say. */
  readonly newest: number | null;

  constructor(commits: readonly { readonly sha: string; readonly parents: readonly string[]; readonly at: number }[]) {
    for (const [age, { sha, parents }] of commits.entries()) {
      this.#ages.set(sha, age);
      this.#parents.set(sha, parents);
    }
    const moments = commits.map(({ at }) => at).filter(Number.isFinite);
    this.newest = moments.length === 0 ? null : Math.max(...moments);
  }

  /** @throws Unavailable */
  static async of(client: Client, commit: string): Promise<Lineage> {
    const commits: ConstructorParameters<typeof Lineage>[0][number][] = [];
    const pages = client.pages(
      'baseline',
      (octokit, at) => octokit.rest.repos.listCommits({ ...client.repo, sha: commit, ...at }),
      MAX_PAGES,
    );
    for await (const page of pages) {
      commits.push(
        ...page.map(({ sha, parents, commit: made }) => ({
          sha,
          parents: parents.map((parent) => parent.sha),
          at: Date.parse(made.committer?.date ?? ''),
        })),
      );
    }
    return new Lineage(commits);
  }

  has(commit: string): boolean {
    return this.#ages.has(commit);
  }

  /** How far back a commit is, as its index in the list; behind all others if it is not in it. */
  age(commit: string): number {
    return this.#ages.get(commit) ?? Number.POSITIVE_INFINITY;
  }

  /** How many of the commits came after a given one, as counted on GitHub’s page that compares the two. */
  since(commit: string): number {
    const before = new Set<string>();
    const open = [commit];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (before.has(one)) continue;
      before.add(one);
      open.push(...(this.#parents.get(one) ?? []));
    }
    return [...this.#ages.keys()].filter((one) => !before.has(one)).length;
  }
}
