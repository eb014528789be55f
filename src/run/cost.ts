import type { Deployment, Role } from './deployment.ts';
import { gpusOf } from './label.ts';
import { dollars } from './money.ts';

/** Price of a GPU-hour in $, by accelerator as files name it. */
export type Prices = ReadonlyMap<string, number>;

export const NO_PRICES: Prices = new Map();

/** What a cost is the cost of: a million of something that a deployment makes. */
export interface Purchase {
  /** `million output tokens`. */
  readonly per: string;
  /** The metric that says how many are made in a second. */
  readonly rate: 'output-throughput' | 'total-throughput' | 'request-throughput';
}

/** What the cost of tokens buys. */
export const OUTPUT_TOKENS: Purchase = { per: 'million output tokens', rate: 'output-throughput' };

/** `$0.42 per million output tokens`. */
export function formatCost(amount: number, { per }: Purchase = OUTPUT_TOKENS): string {
  return `${dollars(amount)} per ${per}`;
}

const SECONDS = 3600;
const MILLION = 1e6;

/**
 * Cost of a million of what a deployment makes in $: 10⁶ ÷ 3600 × $/GPU-hour ÷ (rate ÷ GPUs), with the average price of
 * a GPU-hour over the deployment. Null without the prices of all its accelerators, its number of GPUs or a rate.
 *
 * @param rate of the whole deployment, such as output tok/s
 */
export function costOf(deployment: Deployment, rate: number | null, prices: Prices): number | null {
  const price = averagePrice(deployment, prices);
  const { gpus } = deployment;
  if (price === null || gpus === null || gpus <= 0 || rate === null || rate <= 0) return null;
  // Uses the program's own tok/s per GPU, so that at a single price both sort points in the same order, to the last
  // digit.
  return (MILLION * price) / SECONDS / (rate / gpus);
}

/** Cost of a deployment per hour in $; null where prices or GPUs are unknown. */
export function hourlyCost(deployment: Deployment, prices: Prices): number | null {
  const price = averagePrice(deployment, prices);
  return price === null || deployment.gpus === null ? null : price * deployment.gpus;
}

/** The accelerators of a deployment, each of them once; includes null if one is unknown. */
export function acceleratorsOf({ roles, accelerator }: Deployment): (string | null)[] {
  const names = roles.length > 0 ? roles.map((role) => role.accelerator) : [accelerator];
  // If one name covers several, nothing says how many GPUs are of which kind.
  return [...new Set(names.map((name) => (name?.includes(' + ') ? null : name)))];
}

/** $ per GPU-hour, averaged over all GPUs by each role's accelerator. */
function averagePrice(deployment: Deployment, prices: Prices): number | null {
  if (prices.size === 0) return null;
  const all = acceleratorsOf(deployment).map((name) => priceOf(name, prices));
  const [first = null] = all;
  if (first === null || all.every((price) => price === first)) return first;
  return sharedPrice(deployment, prices);
}

/** The same for accelerators with different prices; null if nothing says which GPUs are of which kind. */
function sharedPrice({ roles, gpus }: Deployment, prices: Prices): number | null {
  const parts = roles.map((role) => ({ gpus: gpusOf([role]), price: priceOf(role.accelerator, prices) }));
  let [counted, hourly] = [0, 0];
  for (const part of parts) {
    if (part.gpus === null || part.price === null) return null;
    counted += part.gpus;
    hourly += part.gpus * part.price;
  }
  return counted === gpus && counted > 0 ? hourly / counted : null;
}

function priceOf(accelerator: Role['accelerator'], prices: Prices): number | null {
  return accelerator === null ? null : (prices.get(accelerator) ?? null);
}
