import type { Run } from '../run/run.ts';
import { groupRuns, type RunGroup } from './group.ts';

/**
 * Completes runs that were read back from a `report.json`, which keeps neither quantization nor prefix: they take those
 * of the other side's scenario of the same id, or of the only one with their model, accelerator and harness.
 *
 * @param runs with the ids that their scenarios had
 * @param others runs of the other side, as the reports state them
 */
export function adoptUnstated(
  runs: readonly { readonly run: Run; readonly scenario: string }[],
  others: readonly Run[],
  lengthTolerance: number,
): Run[] {
  const groups = groupRuns(others, lengthTolerance);
  return runs.map(({ run, scenario }) => {
    const like = groups.filter(
      ({ model, accelerator, harness }) =>
        model === run.model && accelerator === run.deployment.accelerator && harness === run.harness,
    );
    const group = like.find(({ id }) => id === scenario) ?? onlyKind(like);
    if (group === null) return run;
    return { ...run, quantization: group.quantization, workload: { ...run.workload, prefix: group.prefix } };
  });
}

function onlyKind(groups: readonly RunGroup[]): RunGroup | null {
  const kinds = new Set(groups.map(({ quantization, prefix }) => JSON.stringify([quantization, prefix])));
  return kinds.size === 1 ? (groups[0] ?? null) : null;
}
