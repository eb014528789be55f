import { frontOf } from '../pareto/front.ts';
import { PLANES } from '../pareto/plane.ts';
import type { Configuration, Scenario } from '../scenario/scenario.ts';

/** Colours that there are before they repeat. */
export const COLOURS = 8;

/** What a colour is chosen by. */
export type Identity = Pick<Configuration, 'id' | 'key' | 'label' | 'name'>;

/**
 * Colours of the configurations that are named, in that order: numbers of a palette, which begin anew after `COLOURS`. A
 * configuration prefers the same colour in every scenario, run and theme, by its label and the name of its setup, and has
 * it unless one that comes before it has. The trade-off's front comes first, then those of the other planes, then
 * whoever else is named; so every picture of a scenario has the same colours.
 *
 * @param ids of configurations of the scenario
 */
export function coloursOf(scenario: Scenario, ids: readonly string[]): Map<string, number> {
  const fronts = frontsOf(scenario);
  const all = coloursIn([...fronts, scenario.configurations.filter(({ id }) => ids.includes(id))]);
  return new Map([...new Set(ids)].flatMap((id) => (all.has(id) ? [[id, all.get(id) ?? 0]] : [])));
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
 */
export function coloursIn(groups: readonly (readonly Identity[])[]): Map<string, number> {
  const colours = new Map<string, number>();
  for (const group of groups) {
    for (const one of inTurn(group)) {
      if (!colours.has(one.id)) colours.set(one.id, firstFree(one, colours));
    }
  }
  return colours;
}

function inTurn(group: readonly Identity[]): Identity[] {
  const turns = group.map((one) => ({ one, turn: hash(whoIs(one)) }));
  return turns
    .sort((a, b) => a.turn - b.turn || compare(a.one.key, b.one.key) || compare(a.one.id, b.one.id))
    .map(({ one }) => one);
}

/** The most preferred of the colours that fewest have. */
function firstFree(one: Identity, taken: ReadonlyMap<string, number>): number {
  const round = Math.floor(taken.size / COLOURS);
  const free = numbers.filter((colour) => ![...taken.values()].includes(round * COLOURS + colour));
  const preferred = free.sort((a, b) => hash(`${whoIs(one)} ${b}`) - hash(`${whoIs(one)} ${a}`));
  return round * COLOURS + (preferred[0] ?? 0);
}

const numbers = Array.from({ length: COLOURS }, (_, colour) => colour);

/** Whoever it lies beside, and whatever else is stated of it. */
function whoIs({ label, name }: Identity): string {
  return `${label} ${name}`;
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
