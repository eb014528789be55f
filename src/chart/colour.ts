import { frontOf } from '../pareto/front.ts';
import { PLANES } from '../pareto/plane.ts';
import type { Configuration, Scenario } from '../scenario/scenario.ts';

/** Colours that there are before they repeat. */
export const COLOURS = 8;

/** What a colour is chosen by. */
export type Identity = Pick<Configuration, 'id' | 'key' | 'label' | 'name'>;

/**
 * Colours of the configurations that are named, in that order: numbers of a palette, which begin anew after `COLOURS`. A
 * configuration prefers the same colour in every scenario, run and theme, by its label, whatever its files and folders are
 * called, and has it unless one that comes before it has; the name of its setup counts only between those of one label.
 * The trade-off's front comes first, then those of the other planes, then whoever else is named; so every picture of a
 * scenario has the same colours.
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

/** By scenario, the configurations on the front of each plane, the trade-off's first; the page asks at every step. */
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
 * Colours by id. Within a group whoever's hash is least chooses first, so that one that comes or goes moves only those
 * that its choice is in the way of; what an earlier group has chosen stays.
 *
 * @param groups the first chooses first; one that is in several is of the first
 * @param all that there are, with a colour or without: among them it shows who has a label alone
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

/** By label, the name whose bearer has the label's own colour: the same whoever of them is on a front. */
type Names = ReadonlyMap<string, string>;

function namesBy(all: readonly Identity[]): Names {
  const names = new Map<string, string>();
  for (const { label, name } of all) {
    const first = names.get(label);
    if (first === undefined || inOrder(name, first) < 0) names.set(label, name);
  }
  return names;
}

/** What a configuration's colour is chosen by: its label, and its name where another one has the label to itself. */
function nameOf({ label, name }: Identity, names: Names): string {
  return names.get(label) === name ? label : `${label} ${name}`;
}

function inTurn(group: readonly Identity[], names: Names): Identity[] {
  const turns = group.map((one) => ({ one, turn: hash(nameOf(one, names)) }));
  return turns
    .sort((a, b) => a.turn - b.turn || compare(a.one.key, b.one.key) || compare(a.one.id, b.one.id))
    .map(({ one }) => one);
}

/** The most preferred of the colours that fewest have, and of those one that looks like none that is used, if any. */
function firstFree(name: string, used: ReadonlySet<number>): number {
  const free = numbers
    .filter((colour) => !used.has(colour))
    .map((colour) => ({ colour, wish: hash(`${name} ${colour}`) }));
  const preferred = free.sort((a, b) => b.wish - a.wish).map(({ colour }) => colour);
  const isAlike = (colour: number) => VIOLETS.includes(colour) && VIOLETS.some((violet) => used.has(violet));
  return preferred.find((colour) => !isAlike(colour)) ?? preferred[0] ?? 0;
}

/** Colours of nearly one hue, which are on one front only where it has all the others too. */
const VIOLETS: readonly number[] = [2, 7];

const numbers = Array.from({ length: COLOURS }, (_, colour) => colour);

/** Names by their hashes: one that joins takes the label's colour from another only as often as from any. */
function inOrder(a: string, b: string): number {
  return hash(a) - hash(b) || compare(a, b);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** FNV-1a of 32 bits, with its bits mixed so that names which differ by one letter lie far apart. */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) bits = Math.imul(bits ^ byte, 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
