import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { emptyFolder } from '../dist/spawn.ts';
import { host, v01 } from '../report/texts.ts';
import type { StepResult } from './runner.ts';
import { type Entry, zip } from './zip.ts';

/** Reports of a small sweep, by path: three loads of one configuration, whose throughput is a factor of the usual. */
function sweep(factor = 1): Map<string, string> {
  return new Map(
    [8, 32, 64].map((concurrency) => {
      const report = v01({
        'scenario.host': host({ replica: 2 }),
        'scenario.load.args.max_concurrency': concurrency,
        'metrics.time.duration': 100 + factor + concurrency,
        'metrics.throughput.output_tokens_per_sec': 40 * concurrency * factor,
      });
      return [`plain/run-${concurrency}/benchmark_report.yaml`, dump(report)];
    }),
  );
}

/** A workspace with a sweep in `results/`. */
export function workspaceOf(factor = 1): string {
  const folder = emptyFolder();
  for (const [path, text] of sweep(factor)) {
    const file = join(folder, 'results', path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}

/** A sweep as the archive of an artifact. */
export function archiveOf(factor = 1): Buffer {
  return zip([...sweep(factor)].map(([name, bytes]): Entry => ({ name, bytes })));
}

/** The report that a step wrote, as far as tests look at it. */
export function reportOf({ workspace }: StepResult): {
  readonly verdict: string;
  readonly comparison: { readonly baseline: { source: string; commit: string | null; runs: number } | null } | null;
  readonly problems: readonly { readonly code: string; readonly message: string }[];
} {
  return JSON.parse(readFileSync(join(workspace, 'pareto-report', 'report.json'), 'utf8'));
}
