import { createHash, randomBytes } from 'node:crypto';
import { Bare } from './bare.ts';

/** A pull request; its head commit is that of `refs/pull/<number>/head`, as on GitHub. */
export interface Pull {
  readonly number: number;
  state: 'open' | 'closed';
  merged?: boolean;
  /** Branch that it is to be merged into. */
  readonly base: string;
  /** Where that branch was when the pull request was opened: GitHub does not keep this up to date. */
  readonly baseSha: string;
  /** Branch, without its owner. */
  readonly branch: string;
  /** `owner/name` that the branch is in; null after the fork was deleted. */
  readonly from: string | null;
  readonly author: string;
}

/** A comment on an issue, a pull request or a commit. */
export interface Comment {
  readonly id: number;
  /** Number of the issue, or id of the commit. */
  readonly on: number | string;
  readonly author: string;
  readonly created: string;
  body: string;
  updated: string;
  /** Folded away by GraphQL's minimizeComment. */
  folded: boolean;
}

export interface Run {
  readonly id: number;
  /** Path of the workflow's file, such as `.github/workflows/bench.yml`. */
  readonly workflow: string;
  readonly event: string;
  readonly branch: string;
  readonly sha: string;
  /** `owner/name` that the commit came from. */
  readonly from: string;
  readonly number: number;
  readonly attempt: number;
  readonly status: string;
  readonly conclusion: string | null;
  readonly created: string;
  /** Its two ids with the results service. */
  readonly backend: { readonly run: string; readonly job: string };
}

/** A job of a run that has ended, with what it says of itself on the run's page. */
export interface Job {
  readonly id: number;
  readonly run: number;
  readonly name: string;
  readonly conclusion: string;
  readonly annotations: readonly Annotation[];
}

export interface Annotation {
  readonly level: 'notice' | 'warning' | 'failure';
  /** Empty where there is none. */
  readonly title: string;
  readonly message: string;
}

export interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly run: number;
  /** Of the run. */
  readonly attempt: number;
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly created: string;
  readonly expires: string;
  readonly expired: boolean;
}

/** Everything that GitHub holds of one repository: objects and refs in a bare one, the rest in memory. */
export class Repository {
  readonly owner: string;
  readonly name: string;
  readonly private: boolean;
  readonly bare: Bare;
  readonly defaultBranch = 'main';
  readonly pulls = new Map<number, Pull>();
  readonly comments = new Map<number, Comment>();
  readonly commitComments = new Map<number, Comment>();
  readonly reactions: { readonly comment: number; readonly author: string; readonly content: string }[] = [];
  /** What people may do here by their logins, as GitHub puts it: `admin`, `write`, `read` or `none`. */
  readonly collaborators = new Map<string, string>();
  /** When something was last pushed to a repository, this one or a fork, by `owner/name`. */
  readonly pushed = new Map<string, string>();
  readonly runs = new Map<number, Run>();
  readonly artifacts = new Map<number, Artifact>();
  readonly jobs = new Map<number, Job>();
  /** Of commits that were made without an author: GitHub signs those. */
  readonly signed = new Set<string>();
  /** What an App may not do to comments of others: GitHub is told of both ways. */
  readonly refusesOthers = new Set<'edit' | 'fold'>();
  private last = 1000;

  constructor(fullName: string, isPrivate: boolean, bare: Bare) {
    const [owner = '', name = ''] = fullName.split('/');
    this.owner = owner;
    this.name = name;
    this.private = isPrivate;
    this.bare = bare;
  }

  static async create(fullName: string, isPrivate: boolean): Promise<Repository> {
    return new Repository(fullName, isPrivate, await Bare.create());
  }

  get fullName(): string {
    return `${this.owner}/${this.name}`;
  }

  nextId(): number {
    this.last += 1;
    return this.last;
  }

  /** Commits files on top of a branch (and of what it has), as a push would, and returns the id. */
  async push(
    branch: string,
    files: Readonly<Record<string, string | Uint8Array>>,
    message = 'Change',
  ): Promise<string> {
    this.recordPush(this.fullName);
    return this.commitTo(`refs/heads/${branch}`, files, { message });
  }

  /** Starts a branch at a commit. */
  async branch(name: string, sha: string): Promise<void> {
    await this.bare.setRef(`refs/heads/${name}`, sha);
  }

  /** Merges a branch into another with a merge commit, and returns its id. */
  async merge(base: string, branch: string): Promise<string> {
    const [into, from] = await Promise.all([
      this.bare.only(`refs/heads/${base}`),
      this.bare.only(`refs/heads/${branch}`),
    ]);
    const sha = this.bare.commit(from.tree, `Merge ${branch}`, [into.sha, from.sha], this.by('author'));
    await this.bare.setRef(`refs/heads/${base}`, sha);
    return sha;
  }

  /** Opens a pull request, from a branch here or from one of a fork that starts at `base` and changes `files`. */
  async open(pull: {
    branch: string;
    base?: string;
    from?: string;
    author?: string;
    files?: Readonly<Record<string, string | Uint8Array>>;
  }): Promise<Pull & { sha: string }> {
    const number = this.pulls.size + 1;
    const { branch, base = this.defaultBranch, from = this.fullName, author = 'contributor', files } = pull;
    const baseSha = await this.bare.resolve(`refs/heads/${base}`);
    if (baseSha === null) throw new Error(`no such branch: ${base}`);
    const opened: Pull = { number, state: 'open', base, baseSha, branch, from, author };
    const head = `refs/pull/${number}/head`;
    if (from === this.fullName) {
      const start = (await this.bare.resolve(`refs/heads/${branch}`)) ?? baseSha;
      await this.bare.setRef(`refs/heads/${branch}`, start);
      if (files !== undefined) await this.push(branch, files);
      await this.bare.setRef(head, (await this.bare.resolve(`refs/heads/${branch}`)) ?? start);
    } else {
      await this.commitTo(head, files ?? { 'change.txt': branch }, { start: `refs/heads/${base}` });
      this.recordPush(from);
    }
    this.pulls.set(number, opened);
    return { ...opened, sha: await this.headOf(opened) };
  }

  async headOf(pull: Pull): Promise<string> {
    const sha = await this.bare.resolve(`refs/pull/${pull.number}/head`);
    if (sha === null) throw new Error(`pull request ${pull.number} has no head`);
    return sha;
  }

  /** Records a run of a workflow, by default one that succeeded on a push to the default branch. */
  run(run: { sha: string } & Partial<Omit<Run, 'id' | 'backend'>>): Run {
    const id = this.nextId();
    const defaults = {
      workflow: '.github/workflows/benchmark.yml',
      event: 'push',
      branch: this.defaultBranch,
      from: this.fullName,
      number: this.runs.size + 1,
      attempt: 1,
      status: 'completed',
      conclusion: 'success',
      created: new Date().toISOString(),
    };
    const backend = { run: uuid(`run ${id}`), job: uuid(`job ${id}`) };
    const made: Run = { ...defaults, ...run, id, backend };
    this.runs.set(id, made);
    return made;
  }

  /** Runs a run again: under its id, with the next attempt's number. */
  rerun({ id }: Run): Run {
    const last = this.runs.get(id);
    if (last === undefined) throw new Error(`no such run: ${id}`);
    const attempt = last.attempt + 1;
    const backend = { run: uuid(`run ${id}.${attempt}`), job: uuid(`job ${id}.${attempt}`) };
    const again: Run = { ...last, attempt, backend, status: 'in_progress', conclusion: null };
    this.runs.set(id, again);
    return again;
  }

  /** Ends a run, unless it runs again by now. */
  finish(run: Run, conclusion: string): Run {
    const ended = { ...run, status: 'completed', conclusion };
    if (this.runs.get(run.id)?.attempt === run.attempt) this.runs.set(run.id, ended);
    return ended;
  }

  /** Pushes to a pull request's branch, here or in its fork, and returns the new head. */
  async update(pull: Pull, files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
    const sha = await this.commitTo(`refs/pull/${pull.number}/head`, files, {});
    if (pull.from === this.fullName) await this.branch(pull.branch, sha);
    if (pull.from !== null) this.recordPush(pull.from);
    return sha;
  }

  /** The merge that GitHub tries out, at `refs/pull/<number>/merge`: what a run on `pull_request` checks out. */
  async trialMerge(pull: Pull): Promise<string> {
    const head = await this.headOf(pull);
    const base = await this.bare.resolve(`refs/heads/${pull.base}`);
    if (base === null) throw new Error(`no such branch: ${pull.base}`);
    const tree = await this.bare.merged(base, head);
    const sha = this.bare.commit(tree, `Merge ${head} into ${base}`, [base, head], this.by('GitHub'));
    await this.bare.setRef(`refs/pull/${pull.number}/merge`, sha);
    return sha;
  }

  /** Records a job of a run. */
  job(run: Run, name: string, conclusion: string, annotations: readonly Annotation[] = []): Job {
    const made: Job = { id: this.nextId(), run: run.id, name, conclusion, annotations };
    this.jobs.set(made.id, made);
    return made;
  }

  /** Records an artifact of a run. */
  artifact(
    run: Run,
    name: string,
    bytes: Uint8Array,
    options: Partial<Pick<Artifact, 'type' | 'expired' | 'created'>> = {},
  ) {
    const { type = 'application/zip', expired = false, created = new Date().toISOString() } = options;
    const expires = new Date(Date.parse(created) + 90 * 86_400_000).toISOString();
    const { id, attempt } = run;
    const made: Artifact = { id: this.nextId(), name, run: id, attempt, bytes, type, created, expires, expired };
    this.artifacts.set(made.id, made);
    return made;
  }

  /** Writes a comment as someone, as if they had typed it. */
  comment(on: number | string, author: string, body: string, created = new Date().toISOString()): Comment {
    const made: Comment = { id: this.nextId(), on, author, body, created, updated: created, folded: false };
    (typeof on === 'number' ? this.comments : this.commitComments).set(made.id, made);
    return made;
  }

  /** GitHub's times have no fractions. */
  private recordPush(fullName: string): void {
    this.pushed.set(fullName, new Date().toISOString().replace(/\.\d+/, ''));
  }

  private async commitTo(
    ref: string,
    files: Readonly<Record<string, string | Uint8Array>>,
    { message = 'Change', start = ref }: { message?: string; start?: string },
  ): Promise<string> {
    const parent = await this.bare.resolve(start);
    return this.bare.push({ ref, parent, files, message, ...this.by('author') });
  }

  private by(name: string) {
    const signature = { name, email: `${name}@example.com`, date: new Date().toISOString() };
    return { author: signature, committer: signature };
  }
}

function uuid(seed: string): string {
  const hex = createHash('sha256').update(seed).update(randomBytes(8)).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
