import { UserError } from './errors.ts';
import type { OptionNamer } from './naming.ts';
import { hintOn, namesIn, type Pricing, pricingOf } from './pricing.ts';
import { type Bound, isOfCost } from './regression/bound.ts';
import { acceleratorsOf } from './run/cost.ts';
import type { Run } from './run/run.ts';
import type { Price } from './scenario/price.ts';

/*
 * Bounds on cost, which would silently judge nothing without a matching price.
 */

/** The options that may bound a cost. */
interface CostOptions {
  readonly price: readonly Price[];
  readonly thresholds: { readonly bounds: readonly Bound[] };
  readonly overrides: readonly object[];
  readonly slo: { readonly bounds: readonly Bound[] };
  readonly accept: readonly { readonly bound: Bound }[];
}

/**
 * Requires a price if there are bounds on cost.
 *
 * @throws UserError if there is none
 */
export function requirePrice(options: CostOptions, nameOf: OptionNamer): void {
  if (options.price.length > 0) return;
  const found = costBoundIn(options);
  if (found === null) return;
  throw new UserError(
    `${nameOf(found.option)}: expected a price per GPU-hour for ${found.text}, found none; add ${nameOf('price')}, such as H100=2.50`,
  );
}

/**
 * The prices for what was measured.
 *
 * @param all the runs of both sides
 * @param kept the candidate's runs that are reported
 * @param before the earlier ones that it is compared with
 * @throws UserError if prices contradict each other, or if a cost is bounded and none of them applies
 */
export function pricingFor(
  options: CostOptions & Parameters<typeof pricingOf>[0],
  all: readonly Run[],
  [kept, before]: readonly [kept: readonly Run[], before: readonly Run[]],
  { nameOf }: { readonly nameOf: OptionNamer },
): Pricing {
  const pricing = pricingOf(options, all, [...kept, ...before], nameOf);
  requireFittingPrice(options, pricing, kept, nameOf);
  return pricing;
}

/**
 * Requires that, if there are bounds on cost, some price is for what was measured.
 *
 * @param kept the candidate's runs
 * @throws UserError if no price matches any of their accelerators
 */
function requireFittingPrice(
  options: CostOptions,
  { prices }: Pick<Pricing, 'prices'>,
  kept: readonly Run[],
  nameOf: OptionNamer,
): void {
  const found = costBoundIn(options);
  const isPriced = ({ deployment }: Run) =>
    acceleratorsOf(deployment).some((name) => name !== null && prices.has(name));
  if (found === null || kept.length === 0 || kept.some(isPriced)) return;
  const names = options.price.map(({ name }) => name).join(', ');
  throw new UserError(
    `${nameOf('price')} ${names}: expected the price of an accelerator that was measured, for ${found.text}, found no such accelerator; ${remedyFor(options.price, namesIn(kept), nameOf)}`,
  );
}

function remedyFor(prices: readonly Price[], accelerators: readonly string[], nameOf: OptionNamer): string {
  const [first] = accelerators;
  if (first === undefined) return `no report states its accelerator: state it with ${nameOf('accelerator')}`;
  const meant = prices.map(({ name }) => hintOn(name, accelerators)).find((hint) => hint !== '') ?? '';
  const are = accelerators.length === 1 ? 'the accelerator is' : 'accelerators are';
  return `${meant}${are} ${accelerators.join(', ')}: add its price, as in ${first}=2.50`;
}

/** The first bound on cost as its user wrote it, and the option that contains it; null if there is none. */
function costBoundIn({ thresholds, overrides, slo, accept }: CostOptions): { option: string; text: string } | null {
  const places: readonly (readonly [string, readonly Bound[]])[] = [
    ['thresholds', thresholds.bounds],
    ['overrides', overrides.flatMap((entry) => ('bounds' in entry ? (entry.bounds as readonly Bound[]) : []))],
    ['slo', slo.bounds],
    ['accept', accept.map(({ bound }) => bound)],
  ];
  for (const [option, bounds] of places) {
    const bound = bounds.find(isOfCost);
    if (bound !== undefined) return { option, text: `${bound.metric} ${bound.text}` };
  }
  return null;
}
