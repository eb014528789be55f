import { isAbsolute } from 'node:path';
import { contentsOf, type ReadableFile } from './filecontents.ts';
import type { FileContent, FoundFile, Source } from './input/files.ts';
import { isWithin } from './input/spelledpath.ts';
import { Findings } from './report/finding.ts';
import { looksOwn, type OwnReport, readOwn } from './report/own.ts';
import { located } from './report/read.ts';
import { type DecodedText, decode } from './report/text.ts';
import { documentOf } from './report/yaml.ts';
import { append } from './run/append.ts';
import { type Problem, problem } from './run/problem.ts';

/** The largest `report.json` that is read back, in bytes: one with 12,000 runs has some 50 MB. */
const MAX_OWN_BYTES = 256 * 2 ** 20;

/** A report of this program, and where it is. */
export interface PlacedReport extends OwnReport {
  readonly path: string;
}

/** The program's own reports among some files, and the problems found in them. */
export interface OwnReports {
  readonly own: readonly PlacedReport[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the program's own reports among some files.
 *
 * @param kind whether only these are wanted; with any kind of report, unreadable files have already been reported
 * @param output the output folder, whose report will be replaced
 */
export async function readOwnReports(
  source: Source,
  files: readonly FoundFile[],
  { kind, output }: { readonly kind: 'own' | 'any'; readonly output: string },
): Promise<OwnReports> {
  // The name of a pipe does not say what it contains.
  const candidates = files.filter(({ path, named }) => named || path.endsWith('.json'));
  const own: PlacedReport[] = [];
  const problems: Problem[] = [];
  for await (const file of contentsOf(source, candidates, MAX_OWN_BYTES)) {
    const { path, content } = file;
    if (content instanceof Error) {
      if (kind === 'own') problems.push(problem('error', 'unreadable', `cannot be read: ${content.message}`, path));
      continue;
    }
    const { report, problems: wrong } = reportIn(path, content);
    append(problems, wrong);
    if (report === null || report.runs.length === 0) continue;
    own.push({ ...report, path });
    if (report.isOlder) problems.push(older(path));
    if (isReplaced(file, output)) problems.push(replaced(path));
  }
  return { own, problems };
}

/** The report in a file; null if it contains none, or one that cannot be relied on. */
function reportIn(
  path: string,
  { bytes, limit }: FileContent,
): { readonly report: OwnReport | null; readonly problems: readonly Problem[] } {
  const decoded = decode(bytes, limit !== null);
  if (decoded === null || !looksOwn(decoded.text)) return { report: null, problems: [] };
  const findings = new Findings();
  const report = reliableIn(decoded, limit, findings);
  return { report, problems: located(path, decoded.text, findings) };
}

/** The program's own report in a text that looks like one; null if it cannot be relied on: `findings` say why. */
function reliableIn({ text, foreign }: DecodedText, limit: number | null, findings: Findings): OwnReport | null {
  if (limit !== null) findings.error('limit', null, `larger than ${limit / 2 ** 20} MiB`);
  if (foreign !== null) findings.error('not-text', null, DAMAGED, foreign);
  const document = findings.hasError ? null : documentOf(text, findings);
  return document === null ? null : readOwn(document, findings);
}

const DAMAGED = 'a byte that is not UTF-8: it was damaged since it was written; generate that report again';

function isReplaced({ path, absolute }: ReadableFile, output: string): boolean {
  return isWithin(output, isAbsolute(output) ? absolute : path);
}

function replaced(path: string): Problem {
  const message =
    'baseline lies in the output folder and is replaced by this report: keep it elsewhere, or the next run compares with this one';
  return problem('warning', 'replaced-baseline', message, path);
}

function older(path: string): Problem {
  const message =
    'report of an earlier version of pareto-report, without its sweep: engine arguments, quantization and folder names are unknown; make the report again to have them';
  return problem('notice', 'older-report', message, path);
}
