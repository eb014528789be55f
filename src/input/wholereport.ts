import { z } from 'zod';
import { Unavailable } from '../github/unavailable.ts';
import type { ArchivedFile } from './archive.ts';
import type { Artifact } from './shelf.ts';

/** The largest report.json that is inspected, in bytes. */
const MAX_REPORT_BYTES = 256 * 2 ** 20;

/** What the reports of a run state about what was measured. */
export interface Statements {
  /** The commits that they name; none if they do not say. */
  readonly commits: readonly string[];
  /** Whether one of them says that it is not known what was measured. */
  readonly isLost: boolean;
}

/** A report of this program, of any version, and what it says was measured. */
const ownReport = z.looseObject({
  format: z.string().startsWith('pareto-report/'),
  sweep: z.looseObject({ commit: z.string().nullish(), commitLost: z.boolean().optional() }).nullish().catch(null),
});

/**
 * What the reports in some artifacts say was measured.
 *
 * @throws Unavailable if one is cut off
 */
export async function statementsIn(artifacts: readonly Artifact[]): Promise<Statements & { readonly reports: number }> {
  const commits = new Set<string>();
  let reports = 0;
  let isLost = false;
  for (const { name, files } of artifacts) {
    for (const file of files.filter(({ path }) => /(^|\/)report\.json$/.test(path))) {
      const document = await documentIn(file).catch(({ message }: Error) => {
        throw unreadable(`artifact ${name}: ${file.path} ${message}`);
      });
      const own = ownReport.safeParse(document);
      if (!own.success) continue;
      reports += 1;
      const { commit, commitLost } = own.data.sweep ?? {};
      if (commit != null) commits.add(commit);
      isLost ||= commitLost === true;
    }
  }
  return { commits: [...commits], isLost, reports };
}

/**
 * Checks the artifacts of a run for reports that are cut off.
 *
 * @param early how the run ended early, `was cancelled`; null if it completed
 * @returns what its reports state
 * @throws Unavailable if one is cut off; and, for a run that ended early, if there is none
 */
export async function requireWhole(artifacts: readonly Artifact[], early: string | null): Promise<Statements> {
  const { reports, ...stated } = await statementsIn(artifacts);
  if (reports === 0 && early !== null) {
    throw unreadable(`it ${early} and left no report.json: its results may be incomplete`);
  }
  return stated;
}

function unreadable(reason: string): Unavailable {
  return new Unavailable('baseline', reason, 'unreadable');
}

/** The JSON in a file of an archive; throws an Error whose message continues the file's name. */
async function documentIn({ read }: ArchivedFile): Promise<unknown> {
  const { bytes, limit } = await read(MAX_REPORT_BYTES).catch(({ message }: Error) => {
    throw new Error(`was not read: ${message}`);
  });
  if (limit !== null) throw new Error(`is larger than ${limit / 2 ** 20} MiB`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Error('is cut off or not JSON');
  }
}
