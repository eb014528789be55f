import { type Problem, problem } from '../run/problem.ts';
import { matchesGlob, namesOf } from '../scenario/glob.ts';
import type { Sides } from '../scenario/sides.ts';
import type { Scope, Thresholds } from './thresholds.ts';

/**
 * For globs that no longer match any configuration, says what they used to match by the names in the report that the
 * baseline was read from: a name may have changed.
 *
 * @param names what that report called configurations, by file
 */
export function renamedScopes(
  { overrides, acceptances }: Thresholds,
  sides: readonly Sides[],
  names: ReadonlyMap<string, readonly string[]>,
): Problem[] {
  const all = sides.flatMap(({ baseline, candidate }) =>
    [baseline, candidate].flatMap((side) => side?.configurations ?? []),
  );
  const entries: [string, Scope][] = [
    ...overrides.map(({ scope }): [string, Scope] => ['overrides', scope]),
    ...acceptances.map(({ scope }): [string, Scope] => ['accept', scope]),
  ];
  return entries.flatMap(([name, { configuration: glob }]) => {
    if (glob === null || all.some((one) => namesOf(one).some((own) => matchesGlob(glob, own)))) return [];
    const before = [...names].find(([, own]) => own.some((old) => matchesGlob(glob, old)));
    if (before === undefined) return [];
    const [file, [old]] = before;
    const now = all.find(({ points }) => points.some(({ files }) => files.includes(file)));
    const called = now === undefined ? '' : `, which is “${now.id}” now (key “${now.key}”)`;
    const message = `${name}: configuration ${glob} no longer matches anything; in the baseline's report it matched “${old}”${called}`;
    return [problem('warning', 'renamed-scope', message)];
  });
}
