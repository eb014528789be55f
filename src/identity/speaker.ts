import { harnessOf } from '../report/harnesses.ts';
import type { FactSet } from '../run/facts.ts';
import { type Load, requestedConcurrency } from '../run/load.ts';
import type { Run } from '../run/run.ts';
import { TupleMap } from '../run/tuplemap.ts';
import { chunksOf } from './chunk.ts';

/** What a run states about itself, and its names may repeat. */
export interface Speaker {
  readonly load: Load;
  /** Sequences of chunks that say nothing new: harness, backend, model. */
  readonly fillers: readonly (readonly string[])[];
}

/**
 * What runs state about themselves: one object for all that state the same, so that a name under which thousands of them are
 * is read once.
 */
export class Speakers {
  readonly #speakers = new TupleMap<[Speaker['fillers'], ...(number | null)[]], Speaker>();
  readonly #stated = new TupleMap<[string | null, string | null, FactSet, FactSet], Speaker['fillers']>();
  readonly #fillers = new Map<string, Speaker['fillers']>();

  of(run: Run): Speaker {
    const { harness, model, facts, load } = run;
    const fillers = this.#stated.at([harness, model, facts.environment, facts.setup], () => this.#fillersOf(run));
    const { stage, rate, prompts } = load;
    return this.#speakers.at([fillers, stage, rate, prompts, requestedConcurrency(load)], () => ({ load, fillers }));
  }

  /** Longest first, so that part of a name is not taken for the whole. */
  #fillersOf({ harness, model, facts }: Run): Speaker['fillers'] {
    const backends = [facts.setup.get('backend'), facts.setup.get('endpoint_type'), facts.setup.get('framework')];
    const engines = enginesIn(facts.environment);
    const key = JSON.stringify([harness, model, backends, engines]);
    const known = this.#fillers.get(key);
    if (known !== undefined) return known;
    const aliases = harnessOf(harness)?.aliases ?? [];
    const fillers = [harness, ...aliases, ...backends, ...engines, model, model?.replace(/^.*\//, '')]
      .flatMap((text) => (text === null || text === undefined ? [] : [chunksOf(text)]))
      .sort((a, b) => b.length - a.length);
    this.#fillers.set(key, fillers);
    return fillers;
  }
}

function enginesIn(environment: FactSet): readonly string[] {
  return [...environment.keys()].flatMap((name) => / (?:version|image)$/.exec(name)?.input.replace(/ \w+$/, '') ?? []);
}
