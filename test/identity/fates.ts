import fc from 'fast-check';
import { FORMATS, type Format, type Shape } from './formats.ts';
import {
  isNumbered,
  jittered,
  type MeasurementFile,
  measuredOn,
  type Plan,
  plansIn,
  type Setup,
  WORDS,
} from './sweeps.ts';

/*
 * Sweeps that were measured again with other setups: what became of each, and which is the same as which. What became of
 * one decides nothing about another.
 */

/** What became of something: setups before and now, and which two of them are the same. */
interface Fate {
  readonly before: readonly Setup[];
  readonly now: readonly Setup[];
  readonly same: readonly [before: number, now: number] | null;
}

/** Two names that no other has, facts that no other states, and setups of these. */
interface Material {
  readonly name: readonly string[];
  readonly other: readonly string[];
  readonly setup: (words: readonly string[], mark: number, shape?: Shape | null) => Setup;
}

const SHAPES = [
  { replicas: 1, tp: 8 },
  { replicas: 2, tp: 4 },
] as const;

const pair = (before: Setup, now: Setup): Fate => ({ before: [before], now: [now], same: [0, 0] });
const among = (before: Setup, now: readonly Setup[], same: number | null): Fate => ({
  before: [before],
  now,
  same: same === null ? null : [0, same],
});

type Kinds = readonly ((material: Material) => Fate)[];

const kept: Kinds[number] = ({ name, setup }) => pair(setup(name, 0), setup(name, 0));
const renamed: Kinds[number] = ({ name, other, setup }) => pair(setup(name, 0), setup(other, 0));
const changed: Kinds[number] = ({ name, setup }) => pair(setup(name, 0), setup(name, 1));

/** By names and facts, where something else is as it was. */
const FATES: Kinds = [
  ...[renamed, changed],
  ({ name, other, setup }) => among(setup(name, 0), [setup(other, 1)], null),
  // Either of two, by facts and by name.
  ({ name, other, setup }) => among(setup(name, 0), [setup(other, 0), setup([...name, ...other], 0)], null),
  ({ name, setup }) => among(setup(name, 0), [setup(name, 1), setup(name, 2)], null),
  // One of two is known again, and leaves the other with nothing.
  ({ name, setup }) => among(setup(name, 0), [setup(name, 1), setup(name, 0)], 1),
  ({ name, other, setup }) => among(setup(name, 0), [setup(other, 0), setup(name, 1)], 1),
  ({ name, other, setup }) => {
    const same = setup([...name, ...other], 0);
    return { before: [setup(name, 0), same], now: [setup(other, 0), same], same: [1, 1] };
  },
];

const [ONE, OTHER] = SHAPES;
/** By labels, of which one side may know nothing. */
const LABELLED: Kinds = [
  ({ name, setup }) => pair(setup(name, 0, null), setup(name, 0, ONE)),
  ({ name, other, setup }) => pair(setup(name, 0, null), setup(other, 0, ONE)),
  ({ name, setup }) => among(setup(name, 0, ONE), [setup(name, 1, OTHER)], null),
];
const LABELLED_FATES: Kinds = [
  ...LABELLED,
  ({ name, setup }) => among(setup(name, 0, ONE), [setup(name, 0, null), setup(name, 0, ONE)], 1),
  ({ name, setup }) => among(setup(name, 0, null), [setup(name, 0, ONE), setup(name, 0, OTHER)], null),
];

/** A text that files of a format can state of a setup. */
function markOf({ facts }: Format): string | undefined {
  return Object.keys(facts).find((name) => facts[name]?.every((value) => typeof value === 'string'));
}

const MARKED = FORMATS.filter((format) => markOf(format) !== undefined);
/** Of which accelerators are known where labels are not. */
const LABELLING = FORMATS.filter(({ name }) => name === 'vllm');

/** A sweep and the same sweep again. */
export interface ChangedSweep {
  readonly before: Plan;
  readonly now: Plan;
  /** What was measured the time before that alone. */
  readonly gone: readonly Setup[];
  /** Setups that are the same, by index; the first is as it was. */
  readonly same: readonly (readonly [before: number, now: number])[];
  /** Index of the pair whose server takes twice the time; the length of `same` for none. */
  readonly lost: number;
  readonly seed: number;
}

/** Where no key is equal, likeness would pair what is left. */
function kindsFor(isKept: boolean, isLabelling: boolean): Kinds {
  if (isKept) return isLabelling ? [...FATES, ...LABELLED_FATES, ...LABELLED_FATES] : FATES;
  return [renamed, changed, ...(isLabelling ? LABELLED : [])];
}

const fates = (plan: Plan, isLabelling: boolean): fc.Arbitrary<{ fates: readonly Fate[]; gone: readonly Setup[] }> =>
  fc.boolean().chain((isKept) =>
    fc
      .record({
        kinds: fc.uniqueArray(fc.constantFrom(...kindsFor(isKept, isLabelling)), { maxLength: 3 }),
        swaps: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
        words: fc.shuffledSubarray([...WORDS], { minLength: 8, maxLength: 8 }),
        // Labelled or not, their GPUs may be counted.
        more: fc.constantFrom(...(isLabelling ? [{}, { num_gpus: 8 }] : [{}])),
      })
      .map(({ kinds, swaps, words, more }) => {
        const mark = markOf(plan.format) ?? '';
        const usual = plan.setups[0]?.shape ?? null;
        const material = (index: number): Material => ({
          name: words.slice(2 * index, 2 * index + 1),
          other: words.slice(2 * index + 1, 2 * index + 2),
          setup: (own, number, shape = usual) => ({
            words: own,
            facts: { [mark]: `m${index}x${number}`, ...more },
            shape,
          }),
        });
        const all = kinds.map((kind, index) => {
          const fate = kind(material(index));
          return swaps[index] ? swapped(fate) : fate;
        });
        const nameless = material(4).setup([], 0);
        return { fates: [(isKept ? kept : changed)(material(3)), ...all], gone: isKept ? [nameless] : [] };
      }),
  );

function swapped({ before, now, same }: Fate): Fate {
  return { before: now, now: before, same: same === null ? null : [same[1], same[0]] };
}

/** Setups one after the other, on both sides. */
function joined(all: readonly Fate[]): Pick<ChangedSweep, 'same'> & { readonly [Side in 'before' | 'now']: Setup[] } {
  const [before, now]: [Setup[], Setup[]] = [[], []];
  const same: [number, number][] = [];
  for (const fate of all) {
    if (fate.same !== null) same.push([before.length + fate.same[0], now.length + fate.same[1]]);
    before.push(...fate.before);
    now.push(...fate.now);
  }
  return { before, now, same };
}

const marked = fc.record({ plan: plansIn(MARKED), isLabelling: fc.constant(false) });
const labelling = fc.record({ plan: plansIn(LABELLING), isLabelling: fc.constant(true) });

export const changedSweeps: fc.Arbitrary<ChangedSweep> = fc
  .oneof(marked, labelling)
  .filter(({ plan }) => !isNumbered(plan))
  .chain(({ plan, isLabelling }) =>
    fc
      .record({ all: fates(plan, isLabelling), lost: fc.nat(), seed: fc.integer({ min: 1, max: 1e9 }) })
      .map(({ all: { fates: own, gone }, lost, seed }): ChangedSweep => {
        const { before, now, same } = joined(own);
        const few = (setups: readonly Setup[]): Plan => ({ ...plan, setups, loads: plan.loads.slice(0, 2) });
        return { before: few(before), now: few(now), gone, same, lost: lost % (same.length + 1), seed };
      }),
  );

/** The measurements of the sweep now, before, and once more before that. */
export interface MeasuredSweeps {
  readonly now: readonly MeasurementFile[];
  readonly before: readonly MeasurementFile[];
  readonly older: readonly MeasurementFile[];
}

/** What is the same took the same time but for the pair that lost; the oldest sweep took a little longer. */
export function measuredAgain({ before, now, gone, same, lost, seed }: ChangedSweep): MeasuredSweeps {
  const side = (plan: Plan, own: number) =>
    measuredOn(plan, { has: plan.setups.map(() => true), loads: [true, true], seed: own, day: 1 });
  const [old, fresh] = [side(before, seed), side(now, seed + 77_777)];
  const again = fresh.map((one, index): MeasurementFile => {
    const number = same.findIndex(([, setup]) => setup === one.setup);
    const earlier = old.filter(({ setup, load }) => setup === same[number]?.[0] && load === one.load);
    const repeat = fresh.slice(0, index).filter(({ setup, load }) => setup === one.setup && load === one.load).length;
    const like = earlier[repeat];
    return like === undefined ? one : slowed(one, like, number === lost ? 2 : 1);
  });
  const older = side({ ...before, setups: [...before.setups, ...gone] }, seed).map((one) => slowed(one, one, 1.01));
  return { now: again, before: old, older };
}

function slowed(one: MeasurementFile, like: MeasurementFile, factor: number): MeasurementFile {
  const { figures } = like.stated;
  return { ...one, stated: { ...one.stated, figures: { ...figures, ...jittered(figures, factor) } } };
}
