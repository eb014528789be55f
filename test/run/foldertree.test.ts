import { expect, test } from 'vitest';
import { FolderTree } from '../../src/run/foldertree.ts';

const tree = new FolderTree<string[]>();
for (const path of ['x', 'a/x', 'a/y', 'a/b/c/x', '/x', '/a/x']) tree.at(path, () => []).push(path);

test('a folder has one value, by itself or by a file in it', () => {
  expect(tree.at('a/', () => [])).toEqual(['a/x', 'a/y']);
  expect(tree.at('', () => [])).toEqual(['x']);
  expect(tree.at('/', () => [])).toEqual(['/x']);
});

test('those above a path, the nearest first; a folder of a longer name is none of them', () => {
  expect(tree.above('a/b/c/d/e.json')).toEqual([['a/b/c/x'], ['a/x', 'a/y'], ['x']]);
  expect(tree.above('a/bc/e.json')).toEqual([['a/x', 'a/y'], ['x']]);
  expect(tree.above('/a/e.json')).toEqual([['/a/x'], ['/x'], ['x']]);
});

test('all in the nearest folder that has any in it or below it', () => {
  expect(tree.nearest('a/b/e.json')).toEqual([['a/b/c/x']]);
  expect(tree.nearest('a/z/e.json')).toEqual([['a/x', 'a/y'], ['a/b/c/x']]);
  expect(tree.nearest('z/e.json').flat().sort()).toEqual(['/a/x', '/x', 'a/b/c/x', 'a/x', 'a/y', 'x']);
  expect(new FolderTree().nearest('a/x')).toEqual([]);
});
