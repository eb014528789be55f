import type { Markish } from '@observablehq/plot';
import type { ScenarioFront } from '../../pareto/front.ts';
import type { Faces } from '../font.ts';
import type { Frame } from '../frame.ts';
import { count, plural } from '../number.ts';
import { printable, truncate } from '../printable.ts';
import type { PlotLibrary } from '../studio.ts';
import type { Subject } from '../subject.ts';
import type { Theme } from '../theme.ts';
import type { Trace } from '../trace.ts';
import { mutedLine, textLines } from './text.ts';

const TITLE_SIZE = 20;
const SUBTITLE_SIZE = 13.5;
const LEFT = 24;
/** Characters of a name in the subtitle. */
const BRIEF = 28;

/** Model and accelerator, as long as they are. */
export function titleOf({ scenario }: ScenarioFront): [model: string, accelerator: string] {
  return [
    printable(scenario.model ?? '') || 'unknown model',
    printable(scenario.accelerator ?? '') || 'unknown accelerator',
  ];
}

/** What was held constant, and how much was measured. */
export function subtitleOf({ front }: Subject, traces: readonly Trace[]): string {
  const { configurations } = front.scenario;
  const points = configurations.reduce((sum, { points }) => sum + points.length, 0);
  const drawn = traces.reduce((sum, { points }) => sum + points.length, 0);
  return [
    ...conditionsOf(front),
    plural(configurations.length, 'configuration'),
    plural(points, 'point'),
    ...(drawn < points ? [`${count(points - drawn)} without coordinates`] : []),
    `${count(front.front.length)} on the front`,
  ].join(' · ');
}

/** What was held constant besides model and accelerator. */
export function conditionsOf({ scenario: { isl, osl, harness, quantization, prefix } }: ScenarioFront): string[] {
  return [
    `ISL ${isl === null ? 'unknown' : count(isl)}`,
    `OSL ${osl === null ? 'unknown' : count(osl)}`,
    ...[harness, quantization, prefix].flatMap((part) => (part === null ? [] : [brief(part)])),
  ];
}

/** What the comparison came to; null without one. */
export function againstOf({ baseline, regressed }: Subject): string | null {
  if (baseline === null) return null;
  return `against the baseline: ${plural(regressed.length, 'point')} regressed`;
}

/** Title and subtitle above the data; accelerator and comparison stay in sight however long the names before them. */
export function heading(
  plot: PlotLibrary,
  subject: Subject,
  said: string,
  { width }: Pick<Frame, 'width'>,
  theme: Theme,
  faces: Faces,
): Markish[] {
  const room = width - 2 * LEFT;
  const title = fitTitle(titleOf(subject.front), room, faces);
  const against = againstOf(subject);
  const end = against === null ? '' : ` · ${against}`;
  const left = room - faces.regular.width(end, SUBTITLE_SIZE);
  const subtitle = truncate(said, left, faces.regular, SUBTITLE_SIZE) + end;
  return [
    textLines(plot, [{ text: title, x: LEFT, y: 38, color: theme.ink }], { size: TITLE_SIZE, weight: 'bold' }),
    textLines(plot, [mutedLine(theme, subtitle, LEFT, 61)], { size: SUBTITLE_SIZE }),
  ];
}

function fitTitle([model, accelerator]: [string, string], room: number, faces: Faces): string {
  const end = truncate(` · ${accelerator}`, room / 2, faces.bold, TITLE_SIZE);
  return truncate(model, room - faces.bold.width(end, TITLE_SIZE), faces.bold, TITLE_SIZE) + end;
}

/** Short enough to leave room for the counts. */
function brief(name: string): string {
  const characters = Array.from(printable(name));
  return characters.length > BRIEF ? `${characters.slice(0, BRIEF - 1).join('')}…` : characters.join('');
}
