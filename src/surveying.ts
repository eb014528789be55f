import { NO_HISTORY } from './earlier.ts';
import { UserError } from './errors.ts';
import { groupingOf } from './grouping.ts';
import { identitiesOf } from './identity/identity.ts';
import { gapsIn } from './init/gaps.ts';
import type { Survey } from './init/survey.ts';
import { DiskSource } from './input/files.ts';
import { BARE } from './naming.ts';
import { type Options, parseOptions } from './options.ts';
import { frontOf } from './pareto/front.ts';
import type { Log } from './publish/log.ts';
import { READER_THREADS } from './readerthreads.ts';
import { readSides } from './reading.ts';
import { NO_PRICES } from './run/cost.ts';
import type { Run } from './run/run.ts';
import { sidesOf } from './scenario/sides.ts';
import { requireRuns } from './selecting.ts';
import { worstFirst } from './summary/problemorder.ts';

/** What an entry point knows about a folder that is not compared with anything. */
const ALONE = { candidate: 'reports', config: null, history: NO_HISTORY, threads: READER_THREADS } as const;

/**
 * Reads and groups the results in a folder as a report would with no options and no config file.
 *
 * @param folder relative to the root, with forward slashes
 * @throws UserError if no run is found
 */
export async function surveyOf(folder: string, root: string, log: Log): Promise<Survey> {
  const source = new DiskSource(root);
  const [lack] = source.unfound([folder]);
  if (lack !== undefined) {
    throw new UserError(
      `init ${folder}: expected a folder with results, found ${lack.reason}; give the one that the benchmark wrote`,
    );
  }
  const options = parseOptions([{ values: { reports: [folder] }, nameOf: BARE }]);
  const { candidate } = await readSides(options, source, ALONE, log);
  const problems = worstFirst(candidate.problems);
  // The survey itself reports what is not stated.
  const told = problems.filter(({ severity }) => severity !== 'notice');
  log.problems(told, []);
  requireRuns({ kept: candidate.runs, leftOut: [] }, candidate, problems, BARE);
  return { folder, runs: candidate.runs.length, ...grouped(candidate.runs, options) };
}

function grouped(runs: readonly Run[], options: Options): Pick<Survey, 'scenarios' | 'gaps'> {
  const { sides, places } = sidesOf(
    runs,
    [],
    identitiesOf(runs, options.variant),
    groupingOf(options, { prices: NO_PRICES }),
  );
  return {
    scenarios: sides.flatMap(({ candidate }) => (candidate === null ? [] : [frontOf(candidate)])),
    gaps: gapsIn(runs, (run) => places.get(run)?.configuration ?? ''),
  };
}
