import { createHash, type Hash } from 'node:crypto';
import { nameOf } from '../run/filepath.ts';
import { formatPlural } from '../run/number.ts';
import type { Position, Problem } from '../run/problem.ts';
import type { Run } from '../run/run.ts';
import type { Byproduct } from './byproduct.ts';
import { byproductOf } from './byproducts.ts';
import { findDamage, isEmptyJson } from './damage.ts';
import { type Finding, Findings, type Path } from './finding.ts';
import { REPLACED, unreliable } from './foreign.ts';
import { formatOf, isSurelyResult, mayHoldLists, mayHoldResult, tableFormatOf } from './harnesses.ts';
import { dig, word } from './lookup.ts';
import {
  documentsIn,
  documentsOf,
  placesIn,
  type RawDocument,
  type RawDocuments,
  withForeign,
} from './raw/documents.ts';
import type { SiblingReader } from './raw/format.ts';
import { LISTS } from './raw/sieve.ts';
import { columnsOf, rowsOf } from './raw/table.ts';
import { areOfReport, hasRootKey, isFlow, isRecord, isReport, namedAsReport, rootKeysOf } from './recognise.ts';
import { type DecodedText, decode, inUtf8 } from './text.ts';
import { readV01 } from './v01.ts';
import { isWhole, readV02 } from './v02.ts';
import { documentOf } from './yaml.ts';

/** A file as it was found. */
export interface SourceFile {
  /** As shown to the user: relative to the working folder, with forward slashes. */
  readonly path: string;
  /** The content, or the beginning of a file that is too large. */
  readonly bytes: Uint8Array;
  /** The largest size in bytes that is read in full, if this file is larger; null if it is not. */
  readonly limit: number | null;
  /** The content of a larger file in pieces, which are read in sequence. */
  readonly pieces?: () => Iterable<Uint8Array>;
  /** What is next to it; nothing if absent. */
  readonly beside?: SiblingReader;
}

/** Nothing is next to a file. */
const NOTHING_BESIDE: SiblingReader = () => null;

/** The format of each version; newer ones have a higher rank. */
const FORMATS = new Map([
  ['0.1', { rank: 1, read: readV01 }],
  ['0.2', { rank: 2, read: readV02 }],
  ['0.2.1', { rank: 3, read: readV02 }],
]);

/** What was read from a file, or from one of the results in it. */
export interface Reading {
  readonly path: string;
  readonly kind: 'report' | 'other';
  /** Higher for newer formats. */
  readonly rank: number;
  /** Hash of the bytes; for one of several results in a file, of the result. */
  readonly hash: string;
  /** Which of several results in a file it is; null for the only one. */
  readonly entry: EntryPlace | null;
  /** The run's own id, if the format has one. */
  readonly uid: string | null;
  readonly run: Run | null;
  /** Whether the run summarises several loads. */
  readonly isSummary: boolean;
  /** Whether the run failed, and leaves out what results next to it state. */
  readonly isBare: boolean;
  /** Names of the files that it was made from, such as the repeats behind a median; null if it was measured itself. */
  readonly parts: readonly string[] | null;
  readonly located: readonly LocatedFinding[];
  /** Which by-product of a harness the file is; null for other files. */
  readonly byproduct: Byproduct | null;
  /** Whether it is a JSON file that holds nothing, which is nobody's intention. */
  readonly isEmpty: boolean;
}

/** A result among others in a file. */
interface EntryPlace {
  /** Its line; null if it shares that with others. */
  readonly line: number | null;
  /** Counted from 1, in the order of the file. */
  readonly number: number;
}

/** A finding with its position in the file; null if it has none, or if one of its kind was located before. */
export interface LocatedFinding {
  readonly finding: Finding;
  readonly position: Position | null;
}

/** For a reading that has findings but no run. */
const NO_RUN = {
  entry: null,
  run: null,
  isSummary: false,
  isBare: false,
  parts: null,
  byproduct: null,
  isEmpty: false,
} as const;

/** Reads files one by one. It remembers which kinds of findings it has located, because only the first is shown. */
export class ReportReader {
  readonly #locatedKinds = new Set<string>();

  /** What a file contains: a report, or any number of results in a harness's own format. */
  read(file: SourceFile): Reading[] {
    const decoded = decode(file.bytes, file.limit !== null);
    const text = decoded?.text ?? null;
    const keys = text === null ? new Set<string>() : rootKeysOf(text);
    const table = text === null ? null : tableFormatOf(columnsOf(text));
    const isCandidate = table !== null || mayHoldResult(keys) || (file.limit !== null && mayHoldLists(keys));
    const results =
      decoded === null || areOfReport(keys) || !isCandidate ? null : this.#readResults(file, decoded, keys, table);
    return results ?? [this.#readReport(file, decoded, keys)];
  }

  #readReport(file: SourceFile, decoded: DecodedText | null, keys: ReadonlySet<string>): Reading {
    const findings = new Findings();
    const { text, foreign } = decoded ?? { text: null, foreign: null };
    const document = text === null ? undefined : reportDocumentOf(file, text, keys, findings);
    const rank = FORMATS.get(versionOf(document))?.rank ?? 0;
    const why = foreign === null ? null : unreliable(document);
    if (why !== null && (isNamed(file.path) || isReport(document))) findings.error('not-text', null, why, foreign);
    const run = document === undefined || why !== null ? null : this.#runOf(document, file.path, findings);
    if (text === null && isNamed(file.path)) findings.error('not-text', null, 'expected text, found binary data');
    if (run === null) findDamage(file, decoded, findings);
    const isOne = run !== null || findings.list.length > 0;
    if (isOne && why === null && foreign !== null) findings.warn('not-utf-8', null, REPLACED, foreign);
    return {
      path: file.path,
      kind: isOne ? 'report' : 'other',
      rank,
      hash: hashOf(file.bytes),
      entry: null,
      uid: word(dig(document, 'run', 'uid')),
      run,
      isSummary: isWhole(document),
      isBare: false,
      parts: null,
      located: this.#locate(findings, text === null ? () => null : placesIn(text)),
      byproduct: text === null || isOne ? null : byproductOf(nameOf(file.path), text),
      isEmpty: isEmptyJson(file, text),
    };
  }

  /** The results in a harness's own format, one reading each; null if the file contains none. */
  #readResults(
    file: SourceFile,
    decoded: DecodedText,
    keys: ReadonlySet<string>,
    table: Entry['format'],
  ): Reading[] | null {
    const hash = createHash('sha256');
    const { documents, flaws } = rawDocumentsOf(file, decoded, hash, table !== null);
    const entries = documents.flatMap((document) => entriesOf(document, table));
    const recognised = entries.filter(({ format }) => format !== null);
    const isSure = table !== null || isSurelyResult(keys, decoded.text);
    if (recognised.length === 0 && !(flaws.length > 0 && isSure)) return null;
    const known = recognised.filter(({ flaw }) => flaw === null);
    const digest = hash.digest('base64');
    const beside = file.beside ?? NOTHING_BESIDE;
    const results = known.flatMap((entry) =>
      Array.from({ length: entry.format?.entries(entry.document) ?? 0 }, (_, index) => ({ ...entry, index })),
    );
    const isByLine = new Set(results.map(({ start }) => start.line)).size === results.length;
    const readings = results.map(({ format, document, index, place, root, start }, at) => {
      const findings = new Findings();
      const run = format?.read({ document, index, file: file.path, root, beside }, findings) ?? null;
      const measured = run === null || findings.hasError ? null : run;
      const isSummary = format?.sumsUp?.(document) ?? false;
      if (measured !== null && !hasTokens(measured, format)) {
        return { ...NO_RUN, hash: digest, isSummary, located: withoutPositions(withoutTokens()) };
      }
      return {
        ...NO_RUN,
        hash: results.length === 1 ? digest : hashOfEntry(entries.length === 1 ? digest : document, index),
        entry: results.length === 1 ? null : { line: isByLine ? start.line : null, number: at + 1 },
        run: measured,
        isSummary,
        isBare: format?.isBare === true,
        parts: partsOf(document),
        located: this.#locate(findings.named(format?.name ?? ''), place),
      };
    });
    for (const { format, place, root } of firstsOf(known)) {
      const located = this.#locate(refusalOf(format, root), place);
      if (located.length > 0) readings.push({ ...NO_RUN, hash: digest, located });
    }
    const rest = new Findings();
    if (recognised.length < entries.length) {
      const message = `${entries.length - recognised.length} of ${entries.length} entries are not benchmark results: left out`;
      rest.warn('not-a-report', null, message);
    }
    const refused = new Set(recognised.flatMap(({ flaw }) => flaw ?? []));
    for (const { code, message, position } of [...flaws, ...refused]) rest.error(code, null, message, position);
    const foreign = known.find((entry) => entry.foreign !== null)?.foreign ?? null;
    if (foreign !== null) rest.warn('not-utf-8', null, REPLACED, foreign);
    if (rest.list.length > 0) {
      readings.push({ ...NO_RUN, hash: digest, located: this.#locate(rest, () => null) });
    }
    return readings.map((reading) => ({ path: file.path, kind: 'report', rank: 0, uid: null, ...reading }));
  }

  /** The reading of a file that the system does not let us read. */
  unreadable(path: string, reason: string): Reading {
    const findings = new Findings();
    findings.error('unreadable', null, `cannot be read: ${reason}`);
    return {
      path,
      kind: 'report',
      rank: 0,
      hash: '',
      uid: null,
      ...NO_RUN,
      located: withoutPositions(findings),
    };
  }

  #runOf(document: unknown, path: string, findings: Findings): Run | null {
    if (!isReport(document)) {
      if (isNamed(path) && hasRootKey(document)) findings.error('missing-field', [], INCOMPLETE);
      return null;
    }
    const version = versionOf(document);
    const format = FORMATS.get(version);
    if (format !== undefined) {
      return format.read(document, path, findings);
    }
    if (
      isNamed(path) ||
      ('scenario' in document && 'metrics' in document) ||
      ('run' in document && 'results' in document)
    ) {
      const known = [...FORMATS.keys()].join(', ');
      findings.error(
        'unknown-version',
        ['version'],
        `version “${version}”: expected one of ${known}; convert the report, or update pareto-report`,
      );
    }
    return null;
  }

  #locate(findings: Findings, place: RawDocument['place']): LocatedFinding[] {
    return findings.list.map((finding) => {
      const located = finding.kind !== null && this.#locatedKinds.has(finding.kind);
      if (finding.kind !== null) this.#locatedKinds.add(finding.kind);
      if (finding.position !== null) return { finding, position: finding.position };
      if (finding.path === null || located) return { finding, position: null };
      return { finding, position: place(finding.path) };
    });
  }
}

/**
 * Whether tokens were generated, or would have been if the server had not died, which fails most requests; embedding
 * benchmarks generate none.
 */
function hasTokens({ measured }: Run, format: Entry['format']): boolean {
  const { completed, failures, outputThroughput, ttft, tpot, itl } = measured;
  const most = format?.withoutTokens === 'failure' ? 0 : (completed ?? 0);
  const isDead = completed === 0 || (outputThroughput === 0 && (failures ?? 0) > most);
  const isStated = (outputThroughput ?? 0) > 0 || [ttft, tpot, itl].some((latency) => latency !== null);
  return isDead || isStated || format?.withoutTokens === 'unstated';
}

/** The only remark about a result without tokens: nothing is wrong with its figures, but they are of no use here. */
function withoutTokens(): Findings {
  const findings = new Findings();
  findings.noteOnce('no-measurement', 'result without output tokens, such as for embeddings: left out');
  return findings;
}

/**
 * Names of the results whose medians a document contains: `individual_result_files`. If only their number is stated,
 * their names start with the document's own; null if it was measured itself.
 */
function partsOf(document: Readonly<Record<string, unknown>>): readonly string[] | null {
  const { individual_result_files: names, aggregated_repetitions: count } = document;
  if (Array.isArray(names)) return names.map((name) => String(name).replace(/^.*[\\/]/, ''));
  return typeof count === 'number' && count > 1 ? [''] : null;
}

/** The first entry of each format. */
function firstsOf(entries: readonly Entry[]): Entry[] {
  return [...new Map([...entries].reverse().map((entry) => [entry.format, entry])).values()];
}

/** Why results of a format are never read; no findings for other formats. */
function refusalOf(format: Entry['format'], root: Path): Findings {
  const findings = new Findings();
  const refusal = format?.refusal;
  if (refusal?.code === 'no-measurement') findings.note(refusal.code, refusal.message);
  else if (refusal !== undefined) findings.error(refusal.code, root, refusal.message);
  return findings.named(format?.name ?? '');
}

interface Entry {
  readonly document: Readonly<Record<string, unknown>>;
  readonly start: RawDocument['start'];
  readonly format: ReturnType<typeof formatOf>;
  readonly root: Path;
  readonly place: RawDocument['place'];
  readonly flaw: RawDocument['flaw'];
  readonly foreign: RawDocument['foreign'];
}

/** A document is an entry or a list of entries; in a table, each row is an entry. */
function entriesOf({ value, start, place, flaw, foreign }: RawDocument, table: Entry['format']): Entry[] {
  const items = Array.isArray(value)
    ? value.map((item, index) => ({ item, root: [index] }))
    : [{ item: value, root: [] }];
  return items.map(({ item, root }) => ({
    document: isRecord(item) ? item : {},
    format: table ?? formatOf(item),
    start,
    root,
    place,
    flaw,
    foreign,
  }));
}

/** The documents of a file; its bytes go into `hash`. */
function rawDocumentsOf(
  { bytes, limit, pieces }: SourceFile,
  { text, foreign }: DecodedText,
  hash: Hash,
  isTable: boolean,
): RawDocuments {
  if (limit === null) {
    hash.update(bytes);
    const { documents, flaws } = isTable ? rowsOf(text) : documentsOf(text);
    const marked = (document: RawDocument) => (foreign === null ? document : withForeign(document, foreign));
    return { documents: documents.map(marked), flaws };
  }
  if (!isFlow(text) || pieces === undefined) {
    const what = isFlow(text) ? 'in an archive: unpack it' : `in ${isTable ? 'CSV' : 'YAML'}: write it as JSON`;
    const message = `larger than ${limit / 2 ** 20} MiB ${what}, or leave out the requests`;
    return { documents: [], flaws: [{ code: 'limit', message, position: null }] };
  }
  return documentsIn(inUtf8(hashed(pieces(), hash)));
}

function* hashed(pieces: Iterable<Uint8Array>, hash: Hash): Generator<Uint8Array, void, undefined> {
  for (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}

/** Hash of a result without its per-request lists, by which the same document in two places of a file is found. */
function hashOfEntry(document: unknown, index: number): string {
  const unlisted = (key: string, value: unknown) => (Array.isArray(value) && LISTS.has(key) ? [] : value);
  return hashOf(JSON.stringify([document, index], unlisted));
}

function hashOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('base64');
}

const INCOMPLETE =
  'a benchmark report has version, with scenario and metrics (0.1) or run and results (0.2): is the file cut off?';

const NO_MAPPING = 'expected a mapping with version, scenario and metrics or results; is the file cut off?';

/** The document in a text; undefined if there is none, with a finding that says why if the text looks like a report. */
function reportDocumentOf(file: SourceFile, text: string, keys: ReadonlySet<string>, findings: Findings): unknown {
  const named = isNamed(file.path);
  const looksLikeReport = areOfReport(keys) && !/^\s*\[/.test(text);
  if (file.limit !== null) {
    const message = `larger than ${file.limit / 2 ** 20} MiB, too large for a benchmark report; leave out its time series`;
    if (named || looksLikeReport) findings.error('limit', null, message);
    return undefined;
  }
  if (text.trim() === '') {
    if (named) findings.error('empty-file', null, 'expected a benchmark report, found an empty file');
    return undefined;
  }
  if (!named && !looksLikeReport) return undefined;
  const document = documentOf(text, findings);
  if (isRecord(document)) return document;
  if (!findings.hasError) findings.error('not-parsable', [], NO_MAPPING);
  return undefined;
}

function versionOf(document: unknown): string {
  const version = dig(document, 'version');
  return typeof version === 'number'
    ? String(version)
    : typeof version === 'string'
      ? version.trim()
      : 'of another type';
}

function isNamed(path: string): boolean {
  return namedAsReport(nameOf(path));
}

/** The problems of one file, with their positions. */
export function located(path: string, text: string, findings: Findings): Problem[] {
  const place = placesIn(text);
  const places = findings.list.map((finding) => ({
    finding,
    position: finding.position ?? (finding.path === null ? null : place(finding.path)),
  }));
  return problemsOf([{ path, located: places }]);
}

/** Findings that belong to no position in a file. */
export function withoutPositions(findings: Findings): LocatedFinding[] {
  return findings.list.map((finding) => ({ finding, position: null }));
}

/** One problem per finding; findings of one kind become a single problem, at the first, with the number of reports. */
export function problemsOf(readings: readonly Pick<Reading, 'path' | 'located'>[]): Problem[] {
  const kinds = new Map<string, { first: Problem; count: number }>();
  const problems: Problem[] = [];
  for (const { path, located } of readings) {
    const counted = new Set<string>();
    for (const { finding, position } of located) {
      const problem = toProblem(finding, path, position);
      if (finding.kind === null) problems.push(problem);
      else if (!counted.has(finding.kind)) {
        counted.add(finding.kind);
        const kind = kinds.get(finding.kind);
        kinds.set(finding.kind, { first: kind?.first ?? problem, count: (kind?.count ?? 0) + 1 });
      }
    }
  }
  for (const { first, count } of kinds.values()) {
    problems.push({ ...first, message: `${first.message} (${formatPlural(count, 'report')})` });
  }
  return problems;
}

function toProblem({ severity, code, message }: Finding, file: string, position: Position | null): Problem {
  return { severity, code, file, line: position?.line ?? null, column: position?.column ?? null, message };
}
