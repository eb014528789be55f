import type { Deployment } from '../../src/run/deployment.ts';
import type { Configuration, Point } from '../../src/scenario/scenario.ts';
import { aConfiguration, aDeployment, aLoad, aPoint } from '../builders.ts';

/** A server as a queue: what it can serve, and how long it takes with nobody waiting. */
export interface Server {
  readonly id: string;
  readonly deployment?: Deployment;
  /** Requests/s. */
  readonly capacity: number;
  /** Mean latencies in ms with nobody waiting. */
  readonly ttft: number;
  readonly e2el: number;
}

/** Requests that a run sends. */
const REQUESTS = 600;
const OSL = 200;

/**
 * A server measured at some rates: below its capacity it answers as fast as it is asked, and requests wait as in an
 * M/M/1 queue; above it the queue grows as long as the run lasts.
 */
export function rateSweep(
  { id, deployment = aDeployment(), ...server }: Server,
  rates: readonly number[],
): Configuration {
  return aConfiguration(
    deployment,
    rates.map((rate) => pointAt(rate, server, deployment)),
    { id },
  );
}

function pointAt(rate: number, { capacity, ttft, e2el }: Omit<Server, 'id'>, { gpus }: Deployment): Point {
  const achieved = Math.min(rate, capacity);
  const load = achieved / capacity;
  const queue = rate < capacity ? (8 * load) / (1.02 - load) : (1000 * REQUESTS * (1 / capacity - 1 / rate)) / 2;
  const decode = (e2el - ttft) * (1 + 1.2 * load ** 2);
  const [first, last] = [ttft * (1 + 0.4 * load) + queue, ttft * (1 + 0.4 * load) + queue + decode];
  return aPoint(aLoad((achieved * last) / 1000, { concurrencySource: 'estimated', rate }), {
    'request-throughput': achieved,
    'output-throughput': achieved * OSL,
    'throughput-per-gpu': gpus === null ? null : (achieved * OSL) / gpus,
    'throughput-per-user': (1000 * OSL) / last,
    ttft: first,
    'ttft-p99': first * (1.3 + load),
    e2el: last,
    'e2el-p99': last * (1.2 + 0.4 * load),
  });
}
