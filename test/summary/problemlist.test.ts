import { expect, test } from 'vitest';
import type { Problem } from '../../src/run/problem.ts';
import { problemBlocks } from '../../src/summary/problemlist.ts';
import { aProblem } from '../builders.ts';

const many = (count: number, overrides: Partial<Problem>) =>
  Array.from({ length: count }, (_, i) => aProblem({ file: `run-${i}.yaml`, ...overrides }));

test('problems are grouped by code, the worst severity first and then the most frequent', () => {
  const blocks = problemBlocks(
    [
      aProblem({ severity: 'notice', code: 'derived-gpus', file: null, message: 'GPU count not stated' }),
      aProblem({ severity: 'warning', code: 'unknown-key', message: 'unknown key a|b' }),
      ...many(2, { severity: 'warning', code: 'unreached-concurrency' }),
      aProblem({ severity: 'error', code: 'wrong-type' }),
    ],
    100,
  );
  expect(blocks.map((block) => block.split('\n')[0]?.replace(/<.*>/, ''))).toEqual([
    '**Error: a field of the wrong type** · ',
    expect.stringMatching(/^- `reports\/bad\.yaml:12:3`: /),
    '**Warning: the concurrency was never reached** · 2 × ',
    expect.stringMatching(/^- `run-0\.yaml:12:3`: /),
    '**Warning: an unknown key** · ',
    '- `reports/bad.yaml:12:3`: unknown key a&#124;b',
    '**Notice: GPUs derived from the parallelism** · ',
    '- GPU count not stated',
  ]);
});

test('each code links to its line in docs/problems.md', () => {
  expect(problemBlocks([aProblem({ code: 'wrong-type' })], 1)[0]).toContain(
    '/docs/problems.md#wrong-type">`wrong-type`</a>',
  );
});

test('what is not told one by one is counted, in its group and after all', () => {
  const problems = [...many(30, { code: 'wrong-type' }), ...many(3, { severity: 'notice', code: 'stated-gpus' })];
  const blocks = problemBlocks(problems, 10);
  expect(blocks).toHaveLength(3);
  expect(blocks[1]).toMatch(/\n- and 20 more in `report\.json`$/);
  expect(blocks[2]).toBe('and 3 more in `report.json`');
});
