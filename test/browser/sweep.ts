import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { emptyFolder } from '../dist/spawn.ts';
import { host, v01 } from '../report/texts.ts';

/** A folder of reports: some models, two configurations, three loads, three repeats, all slower by a factor. */
export function sweepOf(models: readonly string[], factor: number): string {
  const folder = emptyFolder();
  const loads = models.flatMap((model) =>
    [1, 2].flatMap((decode) => [8, 32, 64].flatMap((load) => [0, 1, 2].map((run) => ({ model, decode, load, run })))),
  );
  for (const [index, { model, decode, load, run }] of loads.entries()) {
    const document = v01({
      'scenario.model.name': model,
      'scenario.host': host({ prefill: 1, decode }),
      'scenario.load.args.max_concurrency': load,
      'metrics.time.duration': 100 + factor + index,
      'metrics.throughput.output_tokens_per_sec': 40 * load * factor + run,
      'metrics.latency.time_to_first_token.mean': 4000 / factor + run,
      'metrics.latency.time_to_first_token.p99': 12_345 / factor + run,
      'metrics.latency.time_per_output_token.p99': 99.5 / factor + run / 10,
    });
    mkdirSync(join(folder, `run-${index}`));
    writeFileSync(join(folder, `run-${index}/benchmark_report.yaml`), dump(document));
  }
  return folder;
}

/** A comment without anything on GitHub around it. */
export const ALONE = {
  ...{
    images: () => null,
    links: { run: null, artifact: null },
    interactive: null,
    measured: '',
    notes: [],
    marker: '',
  },
  limit: 65_000,
};
