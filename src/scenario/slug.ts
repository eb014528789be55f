import { groupBy } from '../run/groupby.ts';
import type { Scenario } from './scenario.ts';

type SlugSource = Pick<Scenario, 'model' | 'accelerator' | 'harness' | 'quantization' | 'prefix' | 'isl' | 'osl'>;

/** The longest id, in characters; it is part of file names. */
const MAX_LENGTH = 100;

/**
 * An id for each scenario, unique and safe in file names: model, accelerator and lengths; if these do not distinguish
 * two scenarios, also harness, quantization and prefix; finally a number.
 */
export function scenarioIds(scenarios: readonly SlugSource[]): string[] {
  const ids = scenarios.map((scenario) => slug(shortName(scenario)));
  const alike = groupBy(ids, (id) => id);
  const full = scenarios.map(({ harness, quantization, prefix }, index) => {
    const id = ids[index] ?? '';
    return alike.get(id)?.length === 1 ? id : slug([id, harness, quantization, prefix]);
  });
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return full.map((id) => {
    let unique = id;
    for (let count = counts.get(id) ?? 2; taken.has(unique); count += 1) {
      unique = `${id}-${count}`;
      counts.set(id, count + 1);
    }
    taken.add(unique);
    return unique;
  });
}

function shortName({ model, accelerator, isl, osl }: SlugSource): (string | null)[] {
  const name = model?.slice(model.lastIndexOf('/') + 1) ?? 'unknown-model';
  const chip = accelerator?.replace(/\b(nvidia|amd|intel)\b[- ]?|-?\bhbm\w*/gi, '') ?? 'unknown-accelerator';
  return [name, chip, `isl${lengthOf(isl)}`, `osl${lengthOf(osl)}`];
}

function lengthOf(length: number | null): string {
  return length === null ? 'unknown' : String(Math.round(length));
}

function slug(parts: readonly (string | null | undefined)[]): string {
  return parts
    .filter((part) => part !== null && part !== undefined)
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/g, '');
}
