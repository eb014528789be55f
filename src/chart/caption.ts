import type { ScenarioFront } from '../pareto/front.ts';
import type { Bound } from '../regression/bound.ts';
import { formatLength, formatPlural } from '../run/number.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { printable } from './printable.ts';

/** The text above the data, which is also part of the description for those who cannot see them. */
export interface Caption {
  /** Model and accelerator; only very long names are shortened. */
  readonly title: readonly [model: string, accelerator: string];
  /** Everything else that was held constant. */
  readonly conditions: readonly string[];
  /** The conditions, and how much was measured. */
  readonly subtitle: string;
  /** The result of the comparison; null if there was none. */
  readonly against: string | null;
}

/** The description of a chart for those who cannot see it. */
export interface Description {
  readonly title: string;
  readonly text: string;
}

/** What a chart shows of a scenario in addition to its own points. */
export interface Overlay {
  /** The same scenario before the change; configurations have the ids of their counterparts. */
  readonly baseline: ScenarioFront | null;
  /** Keys of points that are regressions. */
  readonly regressed: ReadonlySet<string>;
  /** Keys of points that miss a service-level objective. */
  readonly missed: ReadonlySet<string>;
  /** Keys of points that may miss one, because not everything about them is known; absent if there are none. */
  readonly unjudged?: ReadonlySet<string>;
  /** The service-level objectives that points may miss; absent or empty if there are none. */
  readonly objectives?: readonly Bound[];
}

/** The longest names in the subtitle and in the title, in characters; a description has them in full. */
const BRIEF = 28;
const TITLE = 240;

export function titleOf({ model, accelerator }: Scenario): [model: string, accelerator: string] {
  return [
    shortened(model ?? '', TITLE) || 'unknown model',
    shortened(accelerator ?? '', TITLE) || 'unknown accelerator',
  ];
}

/** What was held constant apart from model and accelerator. */
export function conditionsOf({ isl, osl, harness, quantization, prefix }: Scenario): string[] {
  return [
    `ISL ${isl === null ? 'unknown' : formatLength(isl)}`,
    `OSL ${osl === null ? 'unknown' : formatLength(osl)}`,
    ...[harness, quantization, prefix].flatMap((part) => (part === null ? [] : [brief(part)])),
  ];
}

/** The result of a comparison with the given number of regressed points. */
export function againstOf({ baseline, regressed }: Overlay): string | null {
  return baseline === null ? null : `against the baseline: ${formatPlural(regressed.size, 'point')} regressed`;
}

/** The caption as one sentence: what was measured, and with what result. */
export function sentenceOf({ subtitle, against }: Caption): string {
  return `${[subtitle, ...(against === null ? [] : [against])].join(' · ')}.`;
}

/** Shortened to leave room for the counts. */
function brief(name: string): string {
  return shortened(name, BRIEF);
}

function shortened(name: string, most: number): string {
  const characters = Array.from(printable(name));
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : characters.join('');
}
