import { pageWithin } from './page.ts';

/** How much detail a page has: the most of each thing. */
export interface Detail {
  /** Scenarios with a section; the others have only their row in the overview. */
  readonly scenarios: number;
  /** Scenarios whose points and configurations are listed in full. */
  readonly pointTables: number;
  /** Scenarios whose plot is drawn in characters if it has no URL. */
  readonly textPlots: number;
  /** Rows of a front. */
  readonly frontRows: number;
  readonly overviewRows: number;
  readonly problems: number;
  /** Points that moved against the baseline: what a reader came for. */
  readonly moved: number;
  /** Rows of everything compared, folded away. */
  readonly compared: number;
}

const ALL = Number.POSITIVE_INFINITY;

/**
 * From everything down to the least that still answers the question. What is better read in `report.json` is dropped
 * first.
 */
const LEVELS: readonly Detail[] = [
  {
    scenarios: ALL,
    pointTables: ALL,
    textPlots: 50,
    frontRows: ALL,
    overviewRows: ALL,
    problems: 100,
    moved: 100,
    compared: ALL,
  },
  {
    scenarios: ALL,
    pointTables: 10,
    textPlots: 50,
    frontRows: ALL,
    overviewRows: ALL,
    problems: 100,
    moved: 100,
    compared: 500,
  },
  {
    scenarios: ALL,
    pointTables: 3,
    textPlots: 20,
    frontRows: ALL,
    overviewRows: ALL,
    problems: 100,
    moved: 100,
    compared: 200,
  },
  {
    scenarios: ALL,
    pointTables: 1,
    textPlots: 10,
    frontRows: ALL,
    overviewRows: ALL,
    problems: 100,
    moved: 100,
    compared: 100,
  },
  {
    scenarios: ALL,
    pointTables: 0,
    textPlots: 10,
    frontRows: ALL,
    overviewRows: ALL,
    problems: 30,
    moved: 100,
    compared: 0,
  },
  {
    scenarios: 50,
    pointTables: 0,
    textPlots: 10,
    frontRows: ALL,
    overviewRows: ALL,
    problems: 10,
    moved: 100,
    compared: 0,
  },
  {
    scenarios: 20,
    pointTables: 0,
    textPlots: 5,
    frontRows: 50,
    overviewRows: 200,
    problems: 10,
    moved: 100,
    compared: 0,
  },
  {
    scenarios: 8,
    pointTables: 0,
    textPlots: 3,
    frontRows: 20,
    overviewRows: 100,
    problems: 5,
    moved: 100,
    compared: 0,
  },
  { scenarios: 3, pointTables: 0, textPlots: 1, frontRows: 10, overviewRows: 30, problems: 3, moved: 50, compared: 0 },
  { scenarios: 1, pointTables: 0, textPlots: 1, frontRows: 5, overviewRows: 10, problems: 1, moved: 30, compared: 0 },
  { scenarios: 1, pointTables: 0, textPlots: 0, frontRows: 0, overviewRows: 5, problems: 0, moved: 20, compared: 0 },
  { scenarios: 0, pointTables: 0, textPlots: 0, frontRows: 0, overviewRows: 1, problems: 0, moved: 10, compared: 0 },
];

/** The most bytes of a job summary: GitHub drops one over 1 MiB; the remainder is left to other writers in the step. */
export const JOB_SUMMARY_BYTES = 1_000_000;

/** The most bytes of a comment: GitHub refuses 65,536 characters and more. */
export const COMMENT_BYTES = 65_000;

/**
 * The most detailed version of a page that fits; nothing is ever cut off in the middle.
 *
 * @param limit in UTF-8 bytes; where even the least detail does not fit, `least` is returned, whatever its length
 * @param blocks of the page in that detail
 */
export function fitTo(limit: number, blocks: (detail: Detail) => Iterable<string>, least: () => string): string {
  for (const detail of LEVELS) {
    const fitting = pageWithin(limit, blocks(detail));
    if (fitting !== null) return fitting;
  }
  return least();
}
