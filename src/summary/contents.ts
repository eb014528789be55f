import type { ScenarioFront } from '../pareto/front.ts';
import { escapeText } from './escape.ts';
import { fold } from './fold.ts';
import { verdictWord } from './moved.ts';
import { formatChange, formatNumber, formatPlural } from './numberformat.ts';
import type { Report } from './report.ts';
import { scenarioNames } from './scenarioname.ts';
import { standingsOf } from './worst.ts';

/*
 * Pages with many scenarios: a list of links, the worst first, to sections that are folded away.
 */

/** Up to this many scenarios follow one another on a page; with more, the page has a table of contents. */
const FEW = 3;

/** Sections that stay open: the worst ones or, where all is well, the first. */
const OPEN = 2;
const OPEN_WELL = 1;

/** Whether a page has so many scenarios that readers must be able to look one up. */
export function hasContents({ scenarios }: Pick<Report, 'scenarios'>): boolean {
  return scenarios.length > FEW;
}

/** The list of links of a page, and its sections. */
export interface Contents {
  /**
   * A link to the section of each scenario, with its result.
   *
   * @param sections how many of the scenarios have a section
   * @param most how many are listed
   */
  list(sections: number, most: number): string[];
  /** A section, folded away unless it is among the worst. */
  section(front: ScenarioFront, place: number, blocks: readonly string[]): string[];
}

/**
 * @param scenarios in the order of their sections
 * @param anchor prefix of ids: a page on GitHub may show several reports
 */
export function contentsOf(report: Report, scenarios: readonly ScenarioFront[], anchor: string): Contents {
  const titleOf = titlesOf(report);
  const idOf = ({ scenario: { id } }: ScenarioFront) => slug([anchor, 'scenario', id].filter((part) => part).join('-'));
  return {
    list: (sections, most) => {
      const lines = scenarios
        .slice(0, most)
        .map((front, i) => lineOf(titleOf(front), i < sections ? idOf(front) : null));
      const hidden = scenarios.length - lines.length;
      const more = hidden > 0 ? [`and ${formatPlural(hidden, 'more scenario')} in \`report.json\``] : [];
      return lines.length === 0 ? more : [lines.join('\n'), ...more];
    },
    section: (front, place, blocks) => {
      const { name, state, isWell } = titleOf(front);
      const title = `<b>${escapeText(name)}</b>: ${escapeText(state)}`;
      // Next to the fold rather than inside it, where a link would lead to something hidden.
      return [`<a id="${idOf(front)}"></a>`, ...fold(title, blocks, place < (isWell ? OPEN_WELL : OPEN))];
    },
  };
}

function lineOf({ name, state }: Title, section: string | null): string {
  const text = escapeText(name);
  return `1. ${section === null ? text : `<a href="#${section}">${text}</a>`}: ${escapeText(state)}`;
}

/** Ids consist of letters, digits and dashes; GitHub adds a prefix to them, and resolves links without it. */
function slug(id: string): string {
  return id.replace(/[^\w-]/g, '-');
}

interface Title {
  readonly name: string;
  /** `regression, 3 points, front −8.2%`; where nothing was compared, the ends of its front. */
  readonly state: string;
  /** Whether it simply passed, or nothing in it was judged. */
  readonly isWell: boolean;
}

function titlesOf({ scenarios, compared }: Report): (front: ScenarioFront) => Title {
  const nameOf = scenarioNames({ scenarios, compared });
  const standingOf = compared === null ? null : standingsOf(compared.comparison);
  const changes = new Map((compared?.comparison.fronts ?? []).map(({ scenario, change }) => [scenario, change]));
  return (front) => {
    const { id } = front.scenario;
    const change = changes.get(id) ?? null;
    const { verdict, points } = standingOf?.(id) ?? { verdict: null, points: 0 };
    const isWell = verdict === null || verdict === 'pass';
    const judged =
      verdict === null ? [] : [verdictWord(verdict), ...(points > 0 ? [formatPlural(points, 'point')] : [])];
    const state = [...judged, ...(change === null ? [] : [`front ${formatChange(change)}`])];
    return { name: nameOf(id), state: state.join(', ') || endsOf(front), isWell };
  };
}

/** `up to 173.9 tok/s/GPU and 80.4 tok/s/user`. */
function endsOf({ front }: ScenarioFront): string {
  const [cheapest, fastest] = [front.at(0), front.at(-1)];
  if (cheapest === undefined || fastest === undefined) return 'no front';
  return `up to ${formatNumber(cheapest.y)} tok/s/GPU and ${formatNumber(fastest.x)} tok/s/user`;
}
