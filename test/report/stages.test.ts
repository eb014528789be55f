import { expect, test } from 'vitest';
import { ofStage, stagesIn } from '../../src/report/stages.ts';

const spec = { profile: { kind: 'concurrent', streams: [300] }, data: [{ prompt_tokens: 1000 }], constraints: [] };
const profile = (args: unknown) => (args as { spec: { profile?: unknown } }).spec.profile;

test('a stage has what it overrides, and leaves the rest and the others alone', () => {
  const benchmarks = [null, { 'profile.streams': 50, 'data[0].prompt_tokens': 10 }, { 'spec.profile.streams': 1 }];
  const args = { spec, benchmarks };
  expect(ofStage(args, 0)).toEqual({ spec });
  expect(ofStage(args, 1)).toEqual({
    spec: { ...spec, profile: { kind: 'concurrent', streams: 50 }, data: [{ prompt_tokens: 10 }] },
  });
  expect(profile(ofStage(args, 2))).toEqual({ kind: 'concurrent', streams: 1 });
  expect(spec.profile.streams).toEqual([300]);
  expect(stagesIn(args)).toBe(3);
});

test('an entry with several loads is as many stages', () => {
  const args = { spec, benchmarks: [{ 'profile.streams': [300, 50], 'data[0].prompt_tokens': 10 }] };
  expect([0, 1].map((stage) => profile(ofStage(args, stage)))).toEqual([
    { kind: 'concurrent', streams: 300 },
    { kind: 'concurrent', streams: 50 },
  ]);
  expect(stagesIn(args)).toBe(2);
});

test('a stage that is not among them has no known load', () => {
  const args = { spec, benchmarks: [{ 'profile.streams': 1 }, { 'profile.streams': 2 }] };
  expect([null, 2].map((stage) => profile(ofStage(args, stage)))).toEqual([undefined, undefined]);
});

test.each([
  [null],
  [{ benchmarks: [{ 'profile.streams': 2 }] }],
  [{ spec, benchmarks: [] }],
  [{ spec, benchmarks: [null] }],
  [{ spec, benchmarks: 'all' }],
  [{ spec, benchmarks: [3, 'x'] }],
])('%j overrides nothing', (args) => {
  expect(ofStage(args, 0)).toEqual(args);
});

test('paths that lead nowhere, or out of the specification, change nothing', () => {
  const paths = {
    '__proto__.polluted': 1,
    'profile.__proto__.polluted': 1,
    'constructor.x': 1,
    'data[7].x': 1,
    '': 1,
    'a.b': 1,
  };
  const args = JSON.parse(JSON.stringify({ spec, benchmarks: [paths] }));
  expect(ofStage(args, 0)).toEqual({ spec });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('stages that arguments list', () => {
  expect(stagesIn({ load: { stages: [{ rate: 1 }, { rate: 2 }] } })).toBe(2);
  expect(stagesIn({ rate: [1, 2, 4], profile: 'concurrent' })).toBe(3);
  expect(stagesIn({ spec: { profile: { streams: [8] } } })).toBe(1);
  expect(stagesIn({ loadgen: {} })).toBeNull();
});
