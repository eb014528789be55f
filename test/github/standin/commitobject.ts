import type { GitObject } from './objects.ts';

/** Who a commit is by, and when. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  /** ISO 8601. */
  readonly date: string;
}

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** A commit as git keeps it: a line for each fact, an empty one, and the message. */
export function commitIn({ sha, bytes }: GitObject): Commit {
  const text = bytes.toString();
  const end = text.indexOf('\n\n');
  const facts = text
    .slice(0, end)
    .split('\n')
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const);
  const all = (name: string) => facts.filter(([key]) => key === name).map(([, value]) => value);
  const one = (name: string) => all(name)[0] ?? '';
  return {
    sha,
    tree: one('tree'),
    parents: all('parent'),
    author: signatureIn(one('author')),
    committer: signatureIn(one('committer')),
    message: text.slice(end + 2).trimEnd(),
  };
}

function signatureIn(text: string): Signature {
  const [, name = '', email = '', seconds = ''] = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(text) ?? [];
  return { name, email, date: new Date(Number(seconds) * 1000).toISOString() };
}

/** What a push commits to a ref. */
export interface Push {
  readonly ref: string;
  readonly parent: string | null;
  /** Contents by path, on top of what the parent has. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
}

/** The bytes of a commit. */
export function bytesOfCommit({ tree, parents, author, committer, message }: Omit<Commit, 'sha'>): Buffer {
  // Git leaves out of a name what ends it.
  const by = ({ name, email, date }: Signature) =>
    `${name.replace(/[<>\n]/g, '')} <${email}> ${Math.floor(Date.parse(date) / 1000)} +0000`;
  const before = [...new Set(parents)].map((parent) => `parent ${parent}\n`).join('');
  return Buffer.from(`tree ${tree}\n${before}author ${by(author)}\ncommitter ${by(committer)}\n\n${message}`);
}
