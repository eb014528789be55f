import type { Deployment, Role } from './deployment.ts';
import { gpusOf } from './label.ts';

/** What a GPU-hour costs, $, by the accelerator as files state it. */
export type Prices = ReadonlyMap<string, number>;

export const NO_PRICES: Prices = new Map();

/** Of what tokens cost. */
export const COST_UNIT = '$/M output tokens';

const SECONDS = 3600;
const TOKENS = 1e6;

/**
 * What a million output tokens cost, $: 10⁶ ÷ 3600 × $/GPU-hour ÷ (tok/s ÷ GPUs), where a GPU-hour costs what it costs on
 * the average over the deployment. Null without prices of all its accelerators, its GPUs or an output throughput.
 *
 * @param outputThroughput of the whole deployment, tok/s
 */
export function costOf(deployment: Deployment, outputThroughput: number | null, prices: Prices): number | null {
  const price = averagePrice(deployment, prices);
  const { gpus } = deployment;
  if (price === null || gpus === null || gpus <= 0 || outputThroughput === null || outputThroughput <= 0) return null;
  // By tok/s per GPU as the program has it, so that at one price the one orders as the other does, to the last digit.
  return (TOKENS * price) / SECONDS / (outputThroughput / gpus);
}

/** What a deployment costs an hour, $; null where prices or GPUs are not known. */
export function hourlyCost(deployment: Deployment, prices: Prices): number | null {
  const price = averagePrice(deployment, prices);
  return price === null || deployment.gpus === null ? null : price * deployment.gpus;
}

/** The accelerators of a deployment, each once and by itself; null among them for one that is not known. */
export function acceleratorsOf({ roles, accelerator }: Deployment): (string | null)[] {
  const names = roles.length > 0 ? roles.map((role) => role.accelerator) : [accelerator];
  // Of several under one name nothing says how many GPUs are of which.
  return [...new Set(names.map((name) => (name?.includes(' + ') ? null : name)))];
}

/** $ per GPU-hour over all GPUs: that of each role's accelerator, by its share of the GPUs. */
function averagePrice(deployment: Deployment, prices: Prices): number | null {
  const all = acceleratorsOf(deployment).map((name) => priceOf(name, prices));
  const [first = null] = all;
  if (first === null || all.every((price) => price === first)) return first;
  return sharedPrice(deployment, prices);
}

/** The same of accelerators that differ in price; null where nothing says which GPUs are of which. */
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
