import { type ExplainingFigures, NO_EXPLAINING } from '../../run/run.ts';
import type { Findings, Path } from '../finding.ts';
import { dig, word } from '../lookup.ts';
import { isRecord } from '../recognise.ts';
import { describe, nameOf } from '../validate.ts';
import { REQUEST_RATES } from './units.ts';

/*
 * Figures of an AIPerf export that explain others. Each states its unit and costs itself alone. Source:
 * src/aiperf/metrics/energy_efficiency_analyzer.py, src/aiperf/metrics/types and docs/metrics-reference.md in
 * ai-dynamo/aiperf. Its “average GPU power” is the energy of all GPUs over the duration, not that of one GPU. The hit rate
 * of an infinite cache (`theoretical_prefix_cache_hit`) is none that was measured.
 */

type Document = Readonly<Record<string, unknown>>;

/** The value of one of a unit in the canonical unit. */
type Units = ReadonlyMap<string, number>;

const RATES: Units = new Map([...REQUEST_RATES].map((unit) => [unit, 1]));
const SHARES: Units = new Map([
  ['ratio', 1],
  ['', 1],
  ['%', 0.01],
  ['percent', 0.01],
]);
const LENGTHS: Units = new Map([
  ['ratio', 1],
  ['', 1],
  ['tokens', 1],
]);
const WATTS: Units = new Map([
  ['W', 1],
  ['watts', 1],
  ['kW', 1000],
  ['mW', 0.001],
]);
const TOKENS_PER_JOULE: Units = new Map([
  ['tokens/J', 1],
  ['tokens/joule', 1],
]);
const REQUESTS: Units = new Map([
  ['requests', 1],
  ['count', 1],
]);

/**
 * Names of the mean power of all GPUs, the first of which comes from energy counters; later versions prefix the vendor.
 */
const POWER = ['average_gpu_power', 'total_gpu_power'] as const;
const TOKENS_A_JOULE = 'output_tokens_per_joule';
const VENDORS = ['nvidia_', 'amd_'] as const;

/** What an export states that explains its figures. */
export function explainingOf(document: Document, root: Path, findings: Findings): ExplainingFigures {
  const figures = new Figures(document, root, findings);
  return {
    ...NO_EXPLAINING,
    goodput: figures.of(['goodput', 'request_goodput'], RATES),
    sloAttainment: figures.share(['good_request_fraction']) ?? attainmentOf(figures),
    cacheHitRate: figures.share(['overall_usage_prompt_cache_read_pct']),
    acceptanceLength: figures.of(
      ['spec_decode_token_weighted_acceptance_length', 'spec_decode_acceptance_length'],
      LENGTHS,
    ),
    ...energyOf(document, figures, findings),
  };
}

/** The share of all attempts, by AIPerf's own count if it has one. */
function attainmentOf(figures: Figures): number | null {
  const good = figures.of(['good_request_count'], REQUESTS);
  const completed = figures.of(['request_count'], REQUESTS);
  if (good === null || completed === null) return null;
  const tried = completed + (figures.of(['error_request_count'], REQUESTS) ?? 0);
  return tried > 0 && good <= tried ? good / tried : null;
}

/** A GPU that did less than this, in percent, served nothing. */
const IDLE = 1;

/**
 * Power, figures derived from it, and the GPUs covered; nothing if these include the hosts' GPUs that served nothing.
 */
function energyOf(
  document: Document,
  figures: Figures,
  findings: Findings,
): Pick<ExplainingFigures, 'power' | 'tokensPerJoule' | 'powerGpus'> {
  const names = [...POWER, TOKENS_A_JOULE];
  const vendors = VENDORS.filter((vendor) => names.some((name) => isRecord(document[`${vendor}${name}`])));
  const prefix = vendors[0] ?? '';
  const gpus = gpusIn(document.telemetry_data);
  const stated = figures.of(
    POWER.map((name) => `${prefix}${name}`),
    WATTS,
  );
  const power = stated ?? powerOf(gpus);
  const tokensPerJoule = figures.of([`${prefix}${TOKENS_A_JOULE}`], TOKENS_PER_JOULE);
  const idle = gpus.filter((gpu) => (metricOf(gpu, 'gpu_utilization') ?? IDLE) < IDLE);
  const none = { power: null, tokensPerJoule: null, powerGpus: null };
  if (vendors.length > 1 || (power === null && tokensPerJoule === null)) return none;
  if (idle.length === 0) return { power, tokensPerJoule, powerGpus: gpus.length === 0 ? null : gpus.length };
  const message = `power covers ${gpus.length} GPUs, but ${idle.length} of them served nothing: power and tokens per joule are left out`;
  findings.warnOnce('idle-gpus', ['telemetry_data'], message);
  return none;
}

/** GPUs that telemetry saw, each once: two endpoints may report the same ones. */
export function gpusIn(telemetry: unknown): readonly Document[] {
  const endpoints = dig(telemetry, 'endpoints');
  const all = Object.entries(isRecord(endpoints) ? endpoints : {}).flatMap(([endpoint, data]) => {
    const gpus = dig(data, 'gpus');
    return Object.entries(isRecord(gpus) ? gpus : {}).flatMap(([name, gpu]) =>
      isRecord(gpu) ? [[word(gpu.gpu_uuid) ?? `${endpoint} ${name}`, gpu] as const] : [],
    );
  });
  return [...new Map(all).values()];
}

/** The sum of the GPUs' mean power; null if one of them has none. */
function powerOf(gpus: readonly Document[]): number | null {
  const drawn = gpus.map((gpu) => metricOf(gpu, 'power_usage') ?? metricOf(gpu, 'gpu_power_usage'));
  return drawn.length === 0
    ? null
    : drawn.reduce((sum, watts) => (sum === null || watts === null ? null : sum + watts));
}

/** The mean of a GPU's metric, with or without its vendor as a prefix. */
function metricOf(gpu: Document, name: string): number | null {
  for (const prefix of ['', ...VENDORS]) {
    const metric = dig(gpu, 'metrics', `${prefix}${name}`);
    const mean = dig(metric, 'avg');
    const factor = name.endsWith('power_usage') ? WATTS.get(String(dig(metric, 'unit'))) : 1;
    if (isQuantity(mean) && factor !== undefined) return mean * factor;
  }
  return null;
}

function isQuantity(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** Metrics of an export, read one at a time. */
class Figures {
  readonly #document: Document;
  readonly #root: Path;
  readonly #findings: Findings;

  constructor(document: Document, root: Path, findings: Findings) {
    this.#document = document;
    this.#root = root;
    this.#findings = findings;
  }

  /** The first of several names that is stated, in the canonical unit. */
  of(names: readonly string[], units: Units): number | null {
    for (const name of names) {
      const value = this.#read(name, units);
      if (value !== null) return value;
    }
    return null;
  }

  /** A fraction of a whole, 0 to 1. */
  share(names: readonly string[]): number | null {
    const share = this.of(names, SHARES);
    if (share === null || share <= 1) return share;
    this.#leaveOut([names[0] ?? '', 'avg'], `expected a share of at most 1, found ${share}`);
    return null;
  }

  #read(name: string, units: Units): number | null {
    const metric = this.#document[name];
    const mean = dig(metric, 'avg');
    // GenAI-Perf's −1 means that no objectives were set.
    if (!isRecord(metric) || mean === undefined || mean === null || mean === -1) return null;
    const factor = units.get(String(metric.unit ?? ''));
    if (!isQuantity(mean)) {
      this.#leaveOut([name, 'avg'], `expected a number from 0 up, found ${describe(mean)}`);
    } else if (factor === undefined) {
      const known = [...units.keys()].filter((unit) => unit !== '').join(' or ');
      this.#leaveOut([name, 'unit'], `expected ${known}, found ${describe(metric.unit)}`);
    } else return mean * factor;
    return null;
  }

  #leaveOut(steps: Path, why: string): void {
    const path = [...this.#root, ...steps];
    this.#findings.warn('bad-statistic', path, `${nameOf(path)}: ${why}; left out`);
  }
}
