import { largestOf } from '../run/extent.ts';
import { dig } from './lookup.ts';
import { isRecord } from './recognise.ts';

/*
 * From 0.7 on, GuideLLM describes a run with several benchmarks by one specification and a list of what each benchmark
 * overrides in it, by path: `benchmarks: [{ 'profile.streams': 300 }, { 'profile.streams': 200 }]`. Source:
 * BenchmarkScenario in src/guidellm/benchmark/schemas of vllm-project/guidellm.
 */

type Tree = Record<string, unknown>;

/** A harness's own arguments for a stage, with the stage's overrides applied. */
export function ofStage(args: unknown, stage: number | null): unknown {
  const spec = dig(args, 'spec');
  if (!isRecord(args) || !isRecord(spec)) return args;
  const entries = overridesIn(args);
  if (entries.length === 0) return args;
  const own = stage === null ? undefined : entries.length === 1 ? entries[0] : entries[stage];
  if (own === undefined) return { ...args, spec: { ...spec, profile: undefined }, benchmarks: undefined };
  return { ...args, spec: overridden(spec, own), benchmarks: undefined };
}

/** How many stages the arguments list; null if they list none. */
export function stagesIn(args: unknown): number | null {
  const lists = [
    ...[dig(args, 'load', 'stages'), dig(args, 'rate'), dig(args, 'profile', 'measured_concurrencies')],
    ...['streams', 'rate'].flatMap((name) => [dig(args, 'profile', name), dig(args, 'spec', 'profile', name)]),
  ];
  const lengths = lists.flatMap((list) => (Array.isArray(list) ? [list.length] : []));
  const most = largestOf([0, overridesIn(args).length, ...lengths]);
  return most === 0 ? null : most;
}

/** What each benchmark overrides; an entry with a list of loads stands for as many benchmarks. */
function overridesIn(args: unknown): Tree[] {
  const list = dig(args, 'benchmarks');
  if (!Array.isArray(list) || !list.some(isRecord)) return [];
  return list.flatMap((entry): Tree[] => {
    if (!isRecord(entry)) return [{}];
    const loads = Object.entries(entry).filter(([path, value]) => LOAD.test(path) && Array.isArray(value));
    const count = largestOf([1, ...loads.map(([, values]) => (values as unknown[]).length)]);
    return Array.from({ length: count }, (_, index) => ({
      ...entry,
      ...Object.fromEntries(loads.map(([path, values]) => [path, itemOf(values as unknown[], index)])),
    }));
  });
}

const LOAD = /^(spec\.)?profile\.(streams|rate)$/;

function itemOf(values: readonly unknown[], index: number): unknown {
  return values.length === 1 ? values[0] : values[index];
}

function overridden(spec: Tree, overrides: Tree): Tree {
  const own = structuredClone(spec);
  for (const [path, value] of Object.entries(overrides)) {
    const steps = path.replace(/^spec\./, '').match(/[^.[\]]+/g) ?? [];
    const last = steps.pop();
    const place = dig(own, ...steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step)));
    if (last !== undefined && last !== '__proto__' && isRecord(place)) place[last] = value;
  }
  return own;
}
