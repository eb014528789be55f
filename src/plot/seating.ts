import { type AskedMark, askedWish, withAsked } from './askedlabel.ts';
import type { Placement } from './candidate.ts';
import type { Faces } from './face.ts';
import { place, type Surroundings } from './placement.ts';
import { type Label, MOST_LABELS, type PlacedLabel, wishOf } from './pointlabel.ts';
import type { Stage } from './staircase.ts';

/** The labels of a plane that have a place. */
export interface Seating {
  /** Of points. */
  readonly labels: readonly PlacedLabel[];
  /** Of speeds that were asked for. */
  readonly asked: readonly (AskedMark & Placement)[];
}

/** Finds a place for each label; labels off the front that would cover something are left out. */
export function seat(
  wanted: readonly Label[],
  marks: readonly AskedMark[],
  surroundings: Surroundings,
  stage: Stage,
  faces: Faces,
): Seating {
  const tried = wanted.slice(0, MOST_LABELS);
  const wishes = [
    ...marks.map((mark) => askedWish(mark, stage, faces)),
    ...tried.map((label) => wishOf(label, stage, faces)),
  ];
  const placements = place(wishes, withAsked(surroundings, marks));
  return { asked: seated(marks, placements), labels: seated(tried, placements.slice(marks.length)) };
}

function seated<One>(all: readonly One[], placements: readonly (Placement | null)[]): (One & Placement)[] {
  return all.flatMap((one, i) => {
    const placement = placements[i];
    return placement ? [{ ...one, ...placement }] : [];
  });
}
