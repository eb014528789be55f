import type { ScenarioFront } from '../pareto/front.ts';
import type { Bound } from '../regression/bound.ts';
import { formatLength, formatPlural } from '../run/number.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { printable } from './printable.ts';

/** What stands over the data, and who does not see them is told. */
export interface Caption {
  /** Model and accelerator. */
  readonly title: readonly [model: string, accelerator: string];
  /** What was held constant besides. */
  readonly conditions: readonly string[];
  /** The conditions, and how much was measured. */
  readonly subtitle: string;
  /** What the comparison came to; null without one. */
  readonly against: string | null;
}

/** What a chart says to those who do not see it. */
export interface Description {
  readonly title: string;
  readonly text: string;
}

/** What a chart shows of a scenario besides its own points. */
export interface Beside {
  /** The same scenario before the change; configurations have the ids of their counterparts. */
  readonly baseline: ScenarioFront | null;
  /** Keys of points that are regressions. */
  readonly regressed: ReadonlySet<string>;
  /** Keys of points that miss a service-level objective. */
  readonly missed: ReadonlySet<string>;
  /** Keys of points that miss none by what is known of them, and of which not all is known; absent where there are none. */
  readonly unjudged?: ReadonlySet<string>;
  /** The service-level objectives that they miss; absent or none where there are none. */
  readonly objectives?: readonly Bound[];
}

/** Characters of a name in the subtitle, and in the title, which a description has whole. */
const BRIEF = 28;
const TITLE = 240;

export function titleOf({ model, accelerator }: Scenario): [model: string, accelerator: string] {
  return [
    shortened(model ?? '', TITLE) || 'unknown model',
    shortened(accelerator ?? '', TITLE) || 'unknown accelerator',
  ];
}

/** What was held constant besides model and accelerator. */
export function conditionsOf({ isl, osl, harness, quantization, prefix }: Scenario): string[] {
  return [
    `ISL ${isl === null ? 'unknown' : formatLength(isl)}`,
    `OSL ${osl === null ? 'unknown' : formatLength(osl)}`,
    ...[harness, quantization, prefix].flatMap((part) => (part === null ? [] : [brief(part)])),
  ];
}

/** What a comparison came to, of which so many points are worse. */
export function againstOf({ baseline, regressed }: Beside): string | null {
  return baseline === null ? null : `against the baseline: ${formatPlural(regressed.size, 'point')} regressed`;
}

/** Caption as one sentence: what was measured, and what came of it. */
export function sentenceOf({ subtitle, against }: Caption): string {
  return `${[subtitle, ...(against === null ? [] : [against])].join(' · ')}.`;
}

/** Short enough to leave room for the counts. */
function brief(name: string): string {
  return shortened(name, BRIEF);
}

function shortened(name: string, most: number): string {
  const characters = Array.from(printable(name));
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : characters.join('');
}
