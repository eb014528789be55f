import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Random } from '../mutations/random.ts';
import { Bare } from './standin/bare.ts';
import { GitError } from './standin/gitprocess.ts';

/*
 * The stand-in's repository is read and written without git, and is what git says that it is.
 */

let bare: Bare;
beforeEach(async () => {
  bare = await Bare.create();
});
afterEach(() => bare.remove());

const MAIN = 'refs/heads/main';
const DAY = 86_400_000;

function by(date = Date.now()) {
  const signature = { name: 'author', email: 'author@example.com', date: new Date(date).toISOString() };
  return { author: signature, committer: signature };
}

const push = (files: Record<string, string>, parent: string | null = null) =>
  bare.push({ ref: MAIN, parent, files, message: 'Change', ...by() });

test('files in folders, whatever their names sort as', async () => {
  const first = await push({ 'a/b.txt': '1', 'a.txt': '2', a0: '3', 'ä/ö ü.txt': '4', 'a/c/d': '5' });
  const files = { 'a/b.txt': 'changed', e: '6' };
  const second = await push(files, first);
  await bare.check();
  const paths = (await bare.git(['-c', 'core.quotePath=false', 'ls-tree', '-r', '-t', '--name-only', MAIN])).split(
    '\n',
  );
  const entries = await bare.entries(second, true);
  expect(entries.map(({ path }) => path)).toEqual(paths);
  expect(entries.map(({ type, size, path }) => [type, size, path])).toContainEqual(['blob', 7, 'a/b.txt']);
  expect((await bare.file(second, 'ä/ö ü.txt'))?.bytes.toString()).toBe('4');
  expect(await bare.git(['cat-file', 'blob', `${MAIN}:a/b.txt`])).toBe('changed');
});

test.each(['../x', 'a//b', '.git/config', 'a/.GIT/x', './x', 'file/x'])('refuses the path %s', async (path) => {
  const first = await push({ file: '1' });
  const [{ sha = '' } = {}] = await bare.entries(first, false);
  await expect(bare.tree([{ mode: '100644', sha, path }], first)).rejects.toThrow(GitError);
});

test('histories are as git tells them', async () => {
  const random = new Random(20_261_129, 0);
  const tree = (await bare.only(await push({ file: '1' }))).tree;
  const commits = [await bare.resolve(MAIN)].map(String);
  // Several at a time are of one second, and none is before its parents.
  for (let index = 0; index < 60; index += 1) {
    const parents = Array.from({ length: 1 + random.below(2) }, () => random.pick(commits.slice(-8)));
    commits.push(bare.commit(tree, `${index}`, parents, by(Date.now() + DAY + Math.floor(index / 20) * 1000)));
  }
  const wrong: unknown[] = [];
  for (let index = 0; index < 40; index += 1) {
    const [a, b] = [random.pick(commits), random.pick(commits)];
    const listed = (await bare.commits(a, b)).map(({ sha }) => sha);
    const expected = (await bare.git(['log', '--format=%H', `${b}..${a}`])).split('\n').filter((sha) => sha !== '');
    if (listed.join() !== expected.join()) wrong.push([a, b, listed, expected]);
    const bases = (await bare.git(['merge-base', '--all', a, b])).split('\n');
    const base = await bare.mergeBase(a, b);
    if (!bases.includes(String(base))) wrong.push([a, b, base, bases]);
  }
  expect(wrong).toEqual([]);
  const apart = bare.commit(tree, 'apart', [], by());
  expect(await bare.mergeBase(apart, commits[0] ?? '')).toBe(null);
});

test('a ref is set by one at a time', async () => {
  const [first, other] = [await push({ a: '1' }), await push({ a: '2' })];
  await expect(bare.setRef(MAIN, first, first)).rejects.toThrow(`${MAIN} is at ${other}, not at ${first}`);
  writeFileSync(join(bare.folder, `${MAIN}.lock`), '');
  await expect(bare.setRef(MAIN, first, other)).rejects.toThrow(GitError);
  expect([await bare.resolve(MAIN), [...(await bare.refs())].length]).toEqual([other, 1]);
});

test('a ref takes the name of a folder when nothing is in it any more, and not before', async () => {
  const sha = await push({ a: '1' });
  await bare.setRef('refs/heads/topic/one', sha);
  await expect(bare.setRef('refs/heads/topic', sha)).rejects.toThrow(GitError);
  await bare.deleteRef('refs/heads/topic/one');
  await bare.setRef('refs/heads/topic', sha);
  await expect(bare.setRef('refs/heads/topic/two', sha)).rejects.toThrow(GitError);
  expect((await bare.git(['for-each-ref', '--format=%(refname)'])).split('\n')).toEqual([MAIN, 'refs/heads/topic']);
});

test('what git has packed is there, changes, and goes', async () => {
  const [first, other] = [await push({ a: '1' }), await push({ a: '2' })];
  await bare.setRef('refs/tags/v1', first);
  await bare.git(['gc', '--quiet']);
  expect(await bare.refs()).toEqual([
    { ref: MAIN, sha: other, type: 'commit' },
    { ref: 'refs/tags/v1', sha: first, type: 'commit' },
  ]);
  await bare.setRef(MAIN, first, other);
  await bare.deleteRef('refs/tags/v1');
  expect(await bare.refs()).toEqual([{ ref: MAIN, sha: first, type: 'commit' }]);
  expect(await bare.resolve('refs/tags/v1')).toBe(null);
  await bare.check();
});

test('an annotated tag stands for its commit, and a commit for its tree', async () => {
  const sha = await push({ a: '1' });
  const lines = [`object ${sha}`, 'type commit', 'tag v1', 'tagger a <a@example.com> 1700000000 +0000', '', 'Tag', ''];
  const tag = await bare.git(['mktag'], lines.join('\n'));
  await bare.setRef('refs/tags/v1', tag);
  expect(await bare.resolve('refs/tags/v1')).toBe(sha);
  expect((await bare.treeOf('refs/tags/v1'))?.sha).toBe((await bare.only(sha)).tree);
  expect(await bare.resolve((await bare.only(sha)).tree)).toBe(null);
});
