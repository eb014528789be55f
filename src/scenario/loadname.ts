import { type Load, loadKey, reportedConcurrency } from '../run/load.ts';

/** A number at the end of a name with the word before it: `-concurrency8`, `conc_8`, `c8`, `8`, `qps_2`, `2rps`. */
const NUMBER_AT_END = /[-_.=]?[a-z]*[-_.=]?(\d+(?:\.\d+)?)(?:rps|qps)?$/i;

/** A name, a path maybe, and the load of the run that has it. */
interface Named {
  readonly name: string;
  readonly load: Load;
}

/**
 * Names without their loads: the treatments `conc32` and `conc64`, or the folders `a/qps_2` and `a/qps_4`, are points of
 * one sweep, not deployments. A part of a path is a load's where in every name it ends with the number of its own load.
 * Where none is, names that each have a load of their own, and its number somewhere (`conc8-prompts80`), are all loads'.
 */
export function withoutLoads(named: readonly Named[]): string[] {
  const told = withoutParts(named);
  return told.every((name, index) => name === named[index]?.name) && eachHasItsLoad(named) ? told.map(() => '') : told;
}

function withoutParts(named: readonly Named[]): string[] {
  const paths = named.map(({ name }) => name.split('/'));
  const depth = Math.min(...paths.map(({ length }) => length));
  for (let fromEnd = 1; fromEnd <= depth; fromEnd += 1) {
    const parts = paths.map((path, index) => withoutLoad(path.at(-fromEnd) ?? '', named[index]?.load));
    if (parts.some((part) => part === null)) continue;
    for (const [index, path] of paths.entries()) path[path.length - fromEnd] = parts[index] ?? '';
  }
  return paths.map((path) => path.filter((part) => part !== '').join('/'));
}

function eachHasItsLoad(named: readonly Named[]): boolean {
  const loads = new Map(named.map(({ name, load }) => [name, loadKey(load)]));
  const isOne = named.every(({ name, load }) => loads.get(name) === loadKey(load) && hasLoad(name, load));
  return isOne && new Set(loads.values()).size === loads.size;
}

function hasLoad(name: string, load: Load): boolean {
  return (name.match(/\d+(?:\.\d+)?/g) ?? []).some((digits) => isOf(load, Number(digits)));
}

function isOf(load: Load, number: number): boolean {
  return number === reportedConcurrency(load) || number === load.rate;
}

/** Null where the name does not end with the load. */
function withoutLoad(name: string, load: Load | undefined): string | null {
  const match = NUMBER_AT_END.exec(name);
  if (match === null || load === undefined) return null;
  return isOf(load, Number(match[1])) ? name.slice(0, match.index) : null;
}
