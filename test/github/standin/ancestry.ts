import type { Commit } from './commitobject.ts';

/** The commits of a repository, by what came before each. */
export class Ancestry {
  readonly #look: (sha: string) => Promise<Commit>;
  readonly #known = new Map<string, Commit>();

  /** `look` finds a commit by its id. */
  constructor(look: (sha: string) => Promise<Commit>) {
    this.#look = look;
  }

  /** Commits reachable from one and not from another, the newest first, as `git log` lists them. */
  async log(from: string, without: string | null): Promise<Commit[]> {
    const left = new Set(without === null ? [] : (await this.#reachable(without)).map(({ sha }) => sha));
    return (await this.#reachable(from)).filter(({ sha }) => !left.has(sha));
  }

  /** The newest commit that both have before them and that comes before no other such; null where there is none. */
  async mergeBase(a: string, b: string): Promise<string | null> {
    const ofA = new Set((await this.#reachable(a)).map(({ sha }) => sha));
    const common = (await this.#reachable(b)).filter(({ sha }) => ofA.has(sha));
    const earlier = new Set(common.flatMap(({ parents }) => parents));
    return common.find(({ sha }) => !earlier.has(sha))?.sha ?? null;
  }

  /** A commit and all before it: of those whose successors are listed, the newest comes next. */
  async #reachable(from: string): Promise<Commit[]> {
    const first = await this.#commit(from);
    const [listed, next, seen] = [[] as Commit[], [first], new Set([from])];
    for (let commit = next.shift(); commit !== undefined; commit = next.shift()) {
      listed.push(commit);
      for (const sha of commit.parents.filter((parent) => !seen.has(parent))) {
        seen.add(sha);
        const parent = await this.#commit(sha);
        const at = next.findIndex(({ committer }) => committer.date < parent.committer.date);
        next.splice(at < 0 ? next.length : at, 0, parent);
      }
    }
    return listed;
  }

  async #commit(sha: string): Promise<Commit> {
    const commit = this.#known.get(sha) ?? (await this.#look(sha));
    this.#known.set(sha, commit);
    return commit;
  }
}
