import type { Facts } from '../run/facts.ts';
import { groupBy } from '../run/groupby.ts';
import type { FactCollector } from './factcollector.ts';
import { given } from './lookup.ts';

/** A part of the system under test, as a report states it: an engine, a scheduler. */
export interface Part {
  readonly name: string;
  /** `prefill`, `decode`; null where all engines do both, or where it is not an engine. */
  readonly role: string | null;
  readonly version: string | null;
  /** Hash of its configuration (v0.2 `cfg_id`). */
  readonly configHash: string | null;
  /** Arguments, environment and configuration, each a mapping, a text or a list of words. */
  readonly arguments: readonly unknown[];
}

/**
 * Adds what is stated about parts. Identical engines are stated once; where engines of the same name and role differ,
 * each fact has the values of all of them.
 */
export function addParts(parts: readonly Part[], facts: FactCollector): void {
  for (const [name, own] of groupBy(parts, nameOf)) {
    const unlike = new Map(own.map((part) => [JSON.stringify(part.arguments), part]));
    for (const [index, { arguments: all }] of [...unlike.values()].entries()) {
      const prefix = `${name}${index === 0 ? '' : ` ${index + 1}`} `;
      for (const one of all) facts.add('arguments', one, prefix);
    }
    facts.fact('environment', `${name} version`, joined(own.map(({ version }) => version)));
    facts.fact('setup', `${name} cfg_id`, joined(own.map(({ configHash }) => configHash)));
  }
}

/** The quantization that engines were started with, which identifies the scenario as one stated for the model does. */
export function quantizationIn({ setup }: Facts): string | null {
  const stated = [...setup].filter(([name]) => / (--)?quantization$/.test(name)).map(([, value]) => given(value));
  const [first = null, ...others] = new Set(stated);
  return others.length === 0 ? first : null;
}

function nameOf({ name, role }: Part): string {
  return role === null ? name : `${role} ${name}`;
}

function joined(values: readonly (string | null)[]): string | null {
  const stated = new Set(values.filter((value) => value !== null));
  return stated.size === 0 ? null : [...stated].sort().join(', ');
}
