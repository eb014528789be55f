import { GitError } from './gitprocess.ts';

/** A file, a folder or a submodule in a tree. */
export interface TreeNode {
  /** Octal, as in `git ls-tree`. */
  readonly mode: string;
  readonly sha: string;
}

/** What a tree has under a name. */
export interface TreeMember extends TreeNode {
  readonly name: string;
}

const FOLDER = '040000';
const SHA_BYTES = 20;

/** A tree as git keeps it: mode, name and id, one after the other. */
export function membersIn(bytes: Buffer): TreeMember[] {
  const members: TreeMember[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0, start);
    const [mode = '', ...name] = bytes.toString('utf8', start, end).split(' ');
    start = end + 1 + SHA_BYTES;
    members.push({
      mode: mode.padStart(FOLDER.length, '0'),
      sha: bytes.toString('hex', end + 1, start),
      name: name.join(' '),
    });
  }
  return members;
}

/** The bytes of a tree. */
function bytesOfTree(members: readonly TreeMember[]): Buffer {
  const sorted = members
    .map((member) => ({ ...member, key: Buffer.from(typeOf(member) === 'tree' ? `${member.name}/` : member.name) }))
    .sort((a, b) => Buffer.compare(a.key, b.key));
  return Buffer.concat(
    sorted.flatMap(({ mode, sha, name }) => [
      Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`),
      Buffer.from(sha, 'hex'),
    ]),
  );
}

/** `tree`, `blob`, or `commit` of a submodule. */
export function typeOf({ mode }: Pick<TreeNode, 'mode'>): string {
  return mode === FOLDER ? 'tree' : mode === '160000' ? 'commit' : 'blob';
}

/** Writes the trees of files by their paths, and returns the id of the uppermost. Throws GitError for a bad path. */
export function writeTrees(files: ReadonlyMap<string, TreeNode>, write: (bytes: Buffer) => string): string {
  const members: TreeMember[] = [];
  const folders = new Map<string, Map<string, TreeNode>>();
  for (const [path, file] of files) {
    const [name = '', ...rest] = path.split('/');
    if (['', '.', '..'].includes(name) || /^\.git$/i.test(name)) throw new GitError(`git refuses the path ${path}`);
    if (rest.length === 0) members.push({ ...file, name });
    else folders.set(name, (folders.get(name) ?? new Map()).set(rest.join('/'), file));
  }
  const both = members.find(({ name }) => folders.has(name));
  if (both !== undefined) throw new GitError(`${both.name} cannot be a file and a folder`);
  for (const [name, below] of folders) members.push({ mode: FOLDER, sha: writeTrees(below, write), name });
  return write(bytesOfTree(members));
}
