import { reportedConcurrency } from '../run/load.ts';
import type { Run } from '../run/run.ts';
import type { Findings, Path } from './finding.ts';
import { FASTEST_REQUEST } from './traps.ts';

/** The largest cluster to have served a single model so far has tens of thousands of accelerators. */
const MOST_GPUS = 100_000;

/**
 * Warns of figures that no system reaches: they are kept, because it is not known what is wrong with them, but not
 * silently.
 *
 * @param path where the throughputs are in the report
 */
export function warnOfAbsurd({ measured, load, deployment }: Run, path: Path, findings: Findings): void {
  const { outputThroughput: output, totalThroughput: total } = measured;
  const concurrency = reportedConcurrency(load);
  const isDead = (measured.failures ?? 0) > 0;
  if (output === 0 && total !== null && total > 0 && !isDead) {
    findings.warn(
      'inconsistent-throughput',
      path,
      `output throughput is 0 while the total is ${total}: is it missing?`,
    );
  }
  const rate = output === null || concurrency === null ? 0 : output / concurrency;
  if (rate > FASTEST_REQUEST) {
    findings.warn(
      'implausible-throughput',
      path,
      `output throughput works out to ${Number.isFinite(rate) ? rate.toPrecision(3) : '∞'} tok/s/user, more than any server reaches`,
    );
  }
  if (deployment.gpus !== null && deployment.gpus > MOST_GPUS) {
    findings.warnOnce(
      'implausible-gpus',
      null,
      `${deployment.gpus} GPUs for one deployment, more than any cluster has`,
    );
  }
}
