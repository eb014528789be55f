import type { FrontPoint, ScenarioFront } from '../pareto/front.ts';
import { flowed } from '../screen/cells.ts';
import { inked } from '../screen/ink.ts';
import type { Screen } from '../screen/screen.ts';
import { answersOf } from './answer.ts';
import { frontBefore } from './before.ts';
import { frontTable, pointTable } from './columns.ts';
import { kneesOf } from './kneewords.ts';
import { conditionsOf, sizeOf, titleOf } from './phrase.ts';
import type { Report } from './report.ts';
import { type Column, ESSENTIAL, type Table } from './tableblock.ts';
import { tableLines, titleLines } from './textexhibit.ts';
import { textOf } from './textframe.ts';
import { keyOf } from './textlegend.ts';
import { type LetteredMark, SIGNS } from './textmark.ts';
import { type Extent, type Picture, textPicture } from './textpicture.ts';
import { ledLines } from './textsentence.ts';
import { widthOf } from './texttable.ts';

/** The size of a picture without limits, and the smallest that still shows a shape. */
const FREE: Extent = { columns: 64, rows: 18 };
const MOST_COLUMNS = 110;
const LEAST: Extent = { columns: 8, rows: 6 };

/** The least columns that an axis with a figure takes. */
const LEAST_MARGIN = 3;

/** The share of a screen's lines that a picture takes; and how many times as high as wide a cell roughly is. */
const HEIGHT_SHARE = 0.4;
const ASPECT = 3;

/** Adds to the answers how many of a scenario's points are on its front. */
const REACH = 'On the front';

const KNEE = 'Knee';

/** One scenario as blocks of lines: what it is, the trade-off, its front, and what the front says. */
export function scenarioBlocks(scenario: ScenarioFront, report: Report, mostRows: number, screen: Screen): string[][] {
  const { compared, objectives } = report;
  const picture = pictureIn(scenario, report, screen);
  const told = [...answersOf(scenario), ...kneesOf(scenario, frontBefore(scenario, compared))];
  const reach = told.find(({ lead }) => lead === REACH);
  // Who compares on a screen wants to see what moved, and the front's table shows its ends.
  const isBrief = compared !== null && screen.height !== null;
  const sentences = told
    .filter(({ lead }) => lead !== REACH && (!isBrief || lead === KNEE))
    .flatMap(({ lead, text }) => ledLines(lead, `: ${text}`, 'strong', screen));
  const { length } = scenario.front;
  const table =
    length > 0
      ? frontTable(scenario, mostRows, objectives?.bounds, letterColumn(picture?.lettered ?? []))
      : topOf(pointTable(scenario, objectives?.bounds), mostRows);
  const rows =
    length > 0 ? length : scenario.scenario.configurations.reduce((sum, { points }) => sum + points.length, 0);
  return [
    headOf(scenario, screen),
    ...(picture === null ? [] : [pictureLines(picture, screen)]),
    [
      ...(reach === undefined ? [] : [...titleLines(`${reach.lead}: ${reach.text.replace(/\.$/, '')}`, screen)]),
      ...tableLines(table, rows - table.rows.length, screen),
    ],
    sentences,
  ];
}

function headOf({ scenario }: ScenarioFront, screen: Screen): string[] {
  const conditions = [...conditionsOf(scenario), sizeOf(scenario)];
  return [...titleLines(titleOf(scenario), screen), ...flowed(conditions, screen.columns, ' · ')];
}

function pictureIn(scenario: ScenarioFront, { compared, at }: Report, { columns, height }: Screen): Picture | null {
  const room = height === null ? FREE.rows : Math.floor(height * HEIGHT_SHARE);
  const drawn = (across: number): Picture | null => {
    if (across < LEAST.columns) return null;
    const rows = Math.max(LEAST.rows, Math.min(FREE.rows, room, Math.floor(across / ASPECT)));
    const picture = textPicture(scenario, compared, at, { columns: across, rows });
    if (picture === null || columns === null) return picture;
    // The width of the figures at the axes is only known once it has been drawn.
    const over = widthOf(picture.lines.map(textOf)) - columns;
    return over > 0 ? drawn(across - over) : picture;
  };
  return drawn(columns === null ? FREE.columns : Math.min(MOST_COLUMNS, columns - LEAST_MARGIN));
}

function pictureLines(picture: Picture, { columns, color }: Screen): string[] {
  const lines = picture.lines.map((line) =>
    line
      .map(({ text, paint }) => inked(text, paint, color))
      .join('')
      .trimEnd(),
  );
  const key = flowed(keyOf(picture), columns).map((line) => inked(line, 'faint', color));
  return [...lines, ...key];
}

/** The letters of the picture, which make the front's table its legend. */
function letterColumn(lettered: readonly LetteredMark[]): Column<FrontPoint>[] {
  const marks = new Map(lettered.map((mark) => [mark.point, mark]));
  if (marks.size === 0) return [];
  return [
    {
      label: '',
      align: 'left',
      worth: ESSENTIAL,
      text: ({ point }) => marked(marks.get(point)),
      paint: ({ point }) => marks.get(point)?.paint ?? null,
    },
  ];
}

function marked(mark: LetteredMark | undefined): string {
  if (mark === undefined) return '';
  return mark.regressed ? `${mark.sign} ${SIGNS.regressed}` : mark.sign;
}

function topOf(table: Table, most: number): Table {
  return { ...table, rows: table.rows.slice(0, most) };
}
