import { parseArgs } from 'node:util';
import { relative } from '../src/regression/bound.ts';
import { type Comparison, type ComparisonSettings, compare } from '../src/regression/compare.ts';
import type { MetricId } from '../src/run/metric.ts';
import type { Scenario } from '../src/scenario/scenario.ts';
import {
  aNight,
  type Change,
  DEFAULTS,
  NOISE,
  type Noise,
  random,
  TAIL_NOISE,
  TRUTH,
} from '../test/regression/noise.ts';

/*
 * `npm run power`: what the gate sees, and how often it cries at nothing, on seeded sweeps of 19 configurations × 6 loads.
 * `npm run power -- --trials 15` is quick. The tables are Markdown: in parentheses what another program, in numpy and
 * scipy, found by the same rules.
 */

/** How a gate is asked, and over what. */
interface Gate {
  readonly name: string;
  readonly earlier: number;
  readonly repeats: number;
  readonly effects: ComparisonSettings['effects'];
  /** In per cent, false alarms and losses in the order of `PLACES`. */
  readonly elsewhere: readonly string[];
}

const GATES: readonly Gate[] = [
  {
    name: 'bounds alone, 1 run',
    earlier: 1,
    repeats: 1,
    effects: 'off',
    elsewhere: ['0.2', '13.7', '11.9', '9.8', '8.6'],
  },
  {
    name: 'bounds alone, 3 runs a point',
    earlier: 1,
    repeats: 3,
    effects: 'off',
    elsewhere: ['0.2', '13.7', '11.9', '9.8', '8.6'],
  },
  {
    name: 'effects, 1 earlier run',
    earlier: 1,
    repeats: 1,
    effects: null,
    elsewhere: ['0.2', '7.8', '9.8', '5.0', '10.1'],
  },
  {
    name: 'effects, 5 earlier runs',
    earlier: 5,
    repeats: 1,
    effects: null,
    elsewhere: ['1.0', '5.7', '6.1', '2.4', '7.3'],
  },
  {
    name: 'effects, 10 earlier runs',
    earlier: 10,
    repeats: 1,
    effects: null,
    elsewhere: ['1.1–1.5', '5.4', '5.9', '2.0', '6.4'],
  },
];
const FIVE = GATES[3] as Gate;

/** Where something is lost: each trial at another configuration and load, in turn. */
const PLACES: readonly {
  readonly name: string;
  readonly loss: number;
  readonly isIn: (at: Cell, trial: number) => boolean;
}[] = [
  { name: 'one point', loss: 0.065, isIn: (at, trial) => at.configuration === trial % 19 && at.load === trial % 6 },
  { name: 'one configuration', loss: 0.07, isIn: (at, trial) => at.configuration === trial % 19 },
  { name: 'one load', loss: 0.03, isIn: (at, trial) => at.load === trial % 6 },
  { name: 'everywhere', loss: 0.08, isIn: () => true },
];
type Place = (typeof PLACES)[number];

interface Cell {
  readonly configuration: number;
  readonly load: number;
}

/** Share of reports in which a loss is to be found, and the largest that is looked for. */
const POWER = 0.95;
const MOST = 0.3;
/** How finely losses are told apart. */
const STEP = 0.001;
/** Trials of nothing changed for each one of a loss: what is rare takes more of them. */
const UNCHANGED_SHARE = 4;
/** As many for a tail, whose alarms are as rare and whose limit is as near. */
const TAIL_SHARE = 16;

/** One sequence of nights; the last may have lost something. */
interface Trial {
  readonly number: number;
  readonly earlier: readonly Scenario[];
  readonly candidate: (change?: Change) => Scenario;
}

function trialOf(
  number: number,
  noise: Noise,
  { earlier, repeats }: Pick<Gate, 'earlier' | 'repeats'>,
  metric?: MetricId,
): Trial {
  const measured = metric === undefined ? { repeats } : { repeats, metric };
  const uniform = random(2 * number + 1);
  return {
    number,
    earlier: Array.from({ length: earlier }, () => aNight(noise, uniform, undefined, measured)),
    candidate: (change) => aNight(noise, random(2 * number), change, measured),
  };
}

function judge({ earlier }: Trial, candidate: Scenario, asked: ComparisonSettings): Comparison {
  return compare([{ baseline: earlier[0] ?? null, candidate, earlier }], asked);
}

function isFound(trial: Trial, { isIn }: Place, loss: number, effects: Gate['effects']): boolean {
  const change: Change = (configuration, load) => (isIn({ configuration, load }, trial.number) ? 1 - loss : 1);
  return judge(trial, trial.candidate(change), { ...DEFAULTS, effects }).verdict === 'regression';
}

/** The least loss that is found in 95 of 100 trials: by halves, each with the trials that it can still decide. */
function leastLoss(trials: readonly Trial[], place: Place, { effects }: Gate): number {
  let [low, high, below, open] = [0, MOST, 0, trials];
  while (high - low > STEP) {
    const loss = (low + high) / 2;
    const found = open.filter((trial) => isFound(trial, place, loss, effects));
    if (below + found.length >= POWER * trials.length) [high, open] = [loss, found];
    else [low, below, open] = [loss, below + found.length, open.filter((trial) => !found.includes(trial))];
  }
  return high;
}

/** Share of trials that are red with nothing changed. */
function falseAlarms(count: number, noise: Noise, gate: Gate, { metric, asked = DEFAULTS }: Tail = {}): number {
  const red = numbers(count).filter((number) => {
    const trial = trialOf(number, noise, gate, metric);
    return judge(trial, trial.candidate(), { ...asked, effects: gate.effects }).verdict === 'regression';
  });
  return red.length / count;
}

/** Another metric than the default one, and what is asked of it. */
interface Tail {
  readonly metric?: MetricId;
  readonly asked?: ComparisonSettings;
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function print(...cells: readonly string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}

function printHead(...cells: readonly string[]): void {
  console.log();
  print(...cells);
  console.log(`|---|${'--:|'.repeat(cells.length - 1)}`);
}

/** In model B, what each gate finds in 95 of 100 reports. */
function printPower(count: number): void {
  printHead('loss found in 95% of reports, %', 'false alarms', ...PLACES.map(({ name }) => name));
  for (const gate of GATES) {
    const alarms = falseAlarms(UNCHANGED_SHARE * count, NOISE.B, gate);
    const trials = numbers(count).map((number) => trialOf(number, NOISE.B, gate));
    const found = [alarms, ...PLACES.map((place) => leastLoss(trials, place, gate))];
    print(gate.name, ...found.map((share, index) => `${percent(share)} (${gate.elsewhere[index]})`));
  }
}

/** In each model, how often nothing is red, and how often some losses are found. */
function printModels(count: number): void {
  const ofFive = PLACES.map(({ name, loss }) => `−${Number(percent(loss))}%, ${name}`);
  printHead(
    'share of reports that are red, %',
    ...[1, 5, 10].map((earlier) => `unchanged, ${earlier} earlier`),
    ...ofFive,
  );
  for (const [name, noise] of Object.entries(NOISE)) {
    const alarms = GATES.slice(2).map((gate) => falseAlarms(UNCHANGED_SHARE * count, noise, gate));
    const trials = numbers(count).map((number) => trialOf(number, noise, FIVE));
    const found = PLACES.map(
      (place) => trials.filter((trial) => isFound(trial, place, place.loss, FIVE.effects)).length / count,
    );
    print(`model ${name}`, ...[...alarms, ...found].map(percent));
  }
}

/** A bound on a tail with nothing changed. */
function printTail(count: number): void {
  const bounds = [relative('ttft-p99', '+', 25)];
  const asked = { ...DEFAULTS, thresholds: { ...DEFAULTS.thresholds, bounds } };
  const shares = GATES.slice(2).map((gate) =>
    falseAlarms(TAIL_SHARE * count, TAIL_NOISE, gate, { metric: 'ttft-p99', asked }),
  );
  printHead('`ttft-p99=+25%`, nothing changed, red, %', ...[1, 5, 10].map((earlier) => `${earlier} earlier`));
  print('tails that scatter by 25%', ...shares.map(percent));
}

const { values } = parseArgs({ options: { trials: { type: 'string', default: '150' } } });
const trials = Number(values.trials);
if (!Number.isInteger(trials) || trials < 1) throw new Error(`--trials takes a whole number, not ${values.trials}`);
console.log(
  `${TRUTH.length} configurations; ${trials} trials of each loss, ${UNCHANGED_SHARE * trials} of nothing changed, ${TAIL_SHARE * trials} for a tail.`,
);
printPower(trials);
printModels(trials);
printTail(trials);
