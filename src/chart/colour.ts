import { frontOf } from '../pareto/front.ts';
import { PLANES } from '../pareto/plane.ts';
import type { Configuration, Scenario } from '../scenario/scenario.ts';

/** How many colours there are before they repeat. */
export const COLOURS = 8;

/** What the choice of a colour depends on. */
export type Identity = Pick<Configuration, 'id' | 'key' | 'label' | 'name'>;

/**
 * Colours of the named configurations, in that order: indices of a palette, which restarts after `COLOURS`. By its
 * label, a configuration prefers the same colour in every scenario, run and theme, whatever its files and folders are
 * called, and gets it unless an earlier one has it; the name of its setup only matters between configurations with the
 * same label. The trade-off's front chooses first, then the fronts of the other planes, then the rest; so a
 * configuration has the same colour in every picture of a scenario.
 *
 * @param ids of configurations of the scenario
 */
export function coloursOf(scenario: Scenario, ids: readonly string[]): Map<string, number> {
  const fronts = frontsOf(scenario);
  const wanted = new Set(ids);
  const named = scenario.configurations.filter(({ id }) => wanted.has(id));
  const all = coloursIn([...fronts, named], scenario.configurations);
  return new Map([...wanted].flatMap((id) => (all.has(id) ? [[id, all.get(id) ?? 0]] : [])));
}

/**
 * By scenario, the configurations on the front of each plane, the trade-off's first; cached, because the page asks
 * constantly.
 */
const FRONTS = new WeakMap<Scenario, readonly (readonly Configuration[])[]>();

function frontsOf(scenario: Scenario): readonly (readonly Configuration[])[] {
  let fronts = FRONTS.get(scenario);
  if (fronts === undefined) {
    fronts = PLANES.map((plane) => [
      ...new Set(frontOf(scenario, plane).front.map(({ configuration }) => configuration)),
    ]);
    FRONTS.set(scenario, fronts);
  }
  return fronts;
}

/**
 * Colours by id. Within a group, those with the smallest hash choose first, so that adding or removing one only affects
 * those that compete for its choice; choices of earlier groups stay.
 *
 * @param groups in the order in which they choose; a configuration belongs to the first group that contains it
 * @param all configurations, with or without a colour: they determine who is alone with a label
 */
export function coloursIn(
  groups: readonly (readonly Identity[])[],
  all: readonly Identity[] = groups.flat(),
): Map<string, number> {
  const names = namesBy(all);
  const colours = new Map<string, number>();
  let used = new Set<number>();
  for (const group of groups) {
    for (const one of inTurn(group, names)) {
      if (colours.has(one.id)) continue;
      if (used.size === COLOURS) used = new Set();
      const colour = firstFree(nameOf(one, names), used);
      colours.set(one.id, colours.size - used.size + colour);
      used.add(colour);
    }
  }
  return colours;
}

/** By label, the name that gets the label's own colour: the same one whichever of its configurations is on a front. */
type Names = ReadonlyMap<string, string>;

function namesBy(all: readonly Identity[]): Names {
  const names = new Map<string, string>();
  for (const { label, name } of all) {
    const first = names.get(label);
    if (first === undefined || inOrder(name, first) < 0) names.set(label, name);
  }
  return names;
}

/** What a configuration's colour depends on: its label and, if another one gets the label's colour, its name. */
function nameOf({ label, name }: Identity, names: Names): string {
  return names.get(label) === name ? label : `${label} ${name}`;
}

function inTurn(group: readonly Identity[], names: Names): Identity[] {
  const turns = group.map((one) => ({ one, turn: hash(nameOf(one, names)) }));
  return turns
    .sort((a, b) => a.turn - b.turn || compare(a.one.key, b.one.key) || compare(a.one.id, b.one.id))
    .map(({ one }) => one);
}

/** The preferred colour among the least used, if possible one that does not resemble any colour in use. */
function firstFree(name: string, used: ReadonlySet<number>): number {
  const free = numbers
    .filter((colour) => !used.has(colour))
    .map((colour) => ({ colour, wish: hash(`${name} ${colour}`) }));
  const preferred = free.sort((a, b) => b.wish - a.wish).map(({ colour }) => colour);
  const isAlike = (colour: number) => VIOLETS.includes(colour) && VIOLETS.some((violet) => used.has(violet));
  return preferred.find((colour) => !isAlike(colour)) ?? preferred[0] ?? 0;
}

/** Colours of almost the same hue, which are only together on a front that uses all the others too. */
const VIOLETS: readonly number[] = [2, 7];

const numbers = Array.from({ length: COLOURS }, (_, colour) => colour);

/** Orders names by their hashes, so that a new name rarely takes over the label's colour. */
function inOrder(a: string, b: string): number {
  return hash(a) - hash(b) || compare(a, b);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** 32-bit FNV-1a with its bits mixed, so that names that differ in one letter are far apart. */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) bits = Math.imul(bits ^ byte, 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
