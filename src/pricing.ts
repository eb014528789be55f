import { z } from 'zod';
import { UserError } from './errors.ts';
import { shortened } from './excerpt.ts';
import { itemsIn } from './items.ts';
import { mistake } from './mistake.ts';
import type { OptionNamer } from './naming.ts';
import { acceleratorsOf, costOf, type Prices } from './run/cost.ts';
import { dollars } from './run/money.ts';
import { type Problem, problem } from './run/problem.ts';
import type { Run } from './run/run.ts';
import { type Price, pricesOf, wordsOf } from './scenario/price.ts';
import { nearestTo } from './spelling.ts';

const FORM = 'NAME=DOLLARS_PER_GPU_HOUR, such as H100=2.50, or prices by name';

const amount = z.union([z.number(), z.string()], 'dollars per GPU-hour above 0, such as 2.50');

/** What GPU-hours cost: separated by commas or line breaks, or a mapping by name. */
export const price = z
  .union([z.string(), z.array(z.string()), z.record(z.string(), amount)], FORM)
  .transform((given, context): Price[] => {
    const prices = new Map<string, Price>();
    for (const [name, text] of entriesOf(given)) {
      const read = text === null ? null : amountIn(text);
      const key = name.toLowerCase();
      const before = prices.get(key);
      if (read === null) mistake(context, [], wrongPrice(name, text));
      else if (before !== undefined && before.dollars !== read) {
        const both = `${dollars(before.dollars)} and ${dollars(read)}`;
        mistake(context, [], `expected one price of ${name}, found ${both}; keep one of them`);
      } else if (name === '') mistake(context, [], `expected ${FORM}, found a price without a name: “${text}”`);
      else if (before === undefined) prices.set(key, { name, dollars: read });
    }
    return [...prices.values()];
  })
  .default([]);

type Entry = readonly [name: string, text: string | null];

function entriesOf(given: z.input<typeof price>): Entry[] {
  if (given === undefined) return [];
  if (typeof given === 'string' || Array.isArray(given)) return [given].flat().flatMap(itemsIn).map(splitItem);
  return Object.entries(given).map(([name, one]) => [name.trim(), String(one)]);
}

function splitItem(item: string): Entry {
  const [, name = item, amount = null] = /^([^=]*?)\s*=\s*(.*)$/s.exec(item) ?? [];
  return [name, amount];
}

/** Dollars above 0, with or without their sign; null for any other text. */
function amountIn(text: string): number | null {
  const [, digits] = /^\$?\s*(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+)$/i.exec(text.trim()) ?? [];
  const amount = Number(digits);
  return amount > 0 && Number.isFinite(amount) ? amount : null;
}

function wrongPrice(name: string, amount: string | null): string {
  if (amount === null) return `expected ${FORM}, found “${shortened(name)}”`;
  return `expected dollars per GPU-hour above 0 for ${shortened(name) || 'an accelerator'}, such as H100=2.50, found “${shortened(amount)}”`;
}

/** What GPU-hours of the measured accelerators cost, and what to say about it. */
export interface Pricing {
  readonly prices: Prices;
  readonly problems: readonly Problem[];
}

interface PriceOptions {
  readonly price: readonly Price[];
  readonly shared: { readonly price: boolean };
}

/**
 * Finds the prices of accelerators by their names in the files.
 *
 * @param runs all that were read, on both sides
 * @param shown those of them that are reported
 * @param nameOf gives the name of the option where its user gave it
 * @throws UserError where two different prices fit an accelerator equally well
 */
export function pricingOf(
  { price: asked, shared }: PriceOptions,
  runs: readonly Run[],
  shown: readonly Run[],
  nameOf: OptionNamer,
): Pricing {
  if (asked.length === 0) return { prices: new Map(), problems: [] };
  const accelerators = namesIn(runs);
  const prices = new Map<string, number>();
  for (const accelerator of accelerators) {
    const [fitting, ...others] = pricesOf(accelerator, asked);
    if (fitting === undefined) continue;
    const rival = others.find((other) => other.dollars !== fitting.dollars);
    if (rival !== undefined) throw rivals(accelerator, [fitting, rival], nameOf);
    prices.set(accelerator, fitting.dollars);
  }
  // A price that a more specific one takes precedence over still counts as used.
  const unused = asked.filter((one) => accelerators.every((name) => pricesOf(name, [one]).length === 0));
  // A file for many runs contains prices of accelerators that some of the runs do not use.
  const isMeant = shared.price && prices.size > 0;
  const misnamed = isMeant ? [] : unused.map((one) => unmatched(one, accelerators));
  return { prices, problems: [...misnamed, ...unpriced(shown, prices), ...uncounted(shown, prices)] };
}

/** Names of the runs' accelerators, in ascending order. */
export function namesIn(runs: readonly Run[]): string[] {
  return [...new Set(runs.flatMap(({ deployment }) => acceleratorsOf(deployment)))]
    .filter((name) => name !== null)
    .sort();
}

function rivals(accelerator: string, both: readonly [Price, Price], nameOf: OptionNamer): UserError {
  const [a, b] = both.map(({ name, dollars: amount }) => `${name} (${dollars(amount)})`);
  return new UserError(
    `${nameOf('price')}: expected one price of ${accelerator}, found ${a} and ${b}, which fit it equally well; name it in full`,
  );
}

function unmatched({ name }: Price, accelerators: readonly string[]): Problem {
  const hint = hintOn(name, accelerators);
  const there = accelerators.length === 0 ? 'no accelerator is known' : `accelerators are ${accelerators.join(', ')}`;
  return problem('warning', 'unmatched-price', `price ${name}: no accelerator has that name; ${hint}${there}`);
}

/** `did you mean NVIDIA-H100-80GB-HBM3? ` for a price that fits no accelerator. */
export function hintOn(name: string, accelerators: readonly string[]): string {
  const namesOf = (accelerator: string) => [accelerator.toLowerCase(), ...wordsOf(accelerator)];
  const alike = [...new Set(accelerators.flatMap(namesOf))].filter((one) => isOfOneModel(one, name.toLowerCase()));
  const meant = nearestTo(name.toLowerCase(), alike);
  const near = accelerators.find((accelerator) => meant !== null && namesOf(accelerator).includes(meant));
  return near === undefined ? '' : `did you mean ${near}? `;
}

/** Whether two names may mean the same accelerator: H200 and A100 are not misspellings of H100. */
function isOfOneModel(one: string, other: string): boolean {
  const digits = (name: string) => name.replace(/\D+/g, '');
  const letters = (name: string): readonly string[] => name.match(/\p{L}/gu) ?? [];
  return digits(one) === digits(other) && letters(one).some((letter) => letters(other).includes(letter));
}

/** Accelerators without a price, and runs whose accelerator is unknown. */
function unpriced(shown: readonly Run[], prices: Prices): Problem[] {
  const unknown = shown.filter(({ deployment }) => acceleratorsOf(deployment).includes(null)).length;
  const whose = unknown === 1 ? 'the accelerator of one run is' : `the accelerators of ${unknown} runs are`;
  return [
    ...namesIn(shown)
      .filter((name) => !prices.has(name))
      .map((name) => notice(`${name} has no price, so what it costs is unknown; add price ${name}=DOLLARS`)),
    ...(unknown === 0
      ? []
      : [notice(`${whose} not known, so neither is the cost; state it with the option accelerator`)]),
  ];
}

/** Runs on accelerators of different prices that do not say how many of the GPUs are of each kind. */
function uncounted(shown: readonly Run[], prices: Prices): Problem[] {
  const lost = shown.filter(({ deployment, measured: { outputThroughput } }) => {
    const isPriced = acceleratorsOf(deployment).every((name) => name !== null && prices.has(name));
    const isServed = deployment.gpus !== null && deployment.gpus > 0 && (outputThroughput ?? 0) > 0;
    return isPriced && isServed && costOf(deployment, outputThroughput, prices) === null;
  });
  if (lost.length === 0) return [];
  const whose = lost.length === 1 ? 'one run' : `${lost.length} runs`;
  return [notice(`the cost of ${whose} is unknown: no file says how many of the GPUs are of which accelerator`)];
}

function notice(message: string): Problem {
  return problem('notice', 'unknown-cost', message);
}
