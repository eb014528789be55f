import { PLANES } from '../pareto/plane.ts';
import { placedPoints } from '../scenario/placedpoint.ts';
import { loadOf } from '../summary/phrase.ts';
import type { Book } from './book.ts';
import { Choice } from './choice.tsx';
import type { Scene } from './scene.ts';
import { type ChartChoice, START, type View } from './view.ts';
import { NARROW } from './width.ts';

interface ControlsProps {
  readonly book: Book;
  readonly scene: Scene;
  readonly view: View;
  readonly onView: (change: Partial<View>) => void;
}

const SCALES = [
  ['auto', 'by its spread'],
  ['linear', 'linear'],
  ['log', 'logarithmic'],
] as const;

/** Choices of what is drawn along the axes, and of configurations and loads. */
export function Controls(props: ControlsProps) {
  const { book, scene, view, onView } = props;
  return (
    <details class="folded" open={window.innerWidth > NARROW}>
      <summary>Axes and filters</summary>
      <div class="controls">
        <Choice
          label="Chart"
          value={scene.chart}
          of={scene.charts.map((id) => [id, chartName(id)] as const)}
          onValue={(chart) => onView({ chart })}
        />
        <Choice
          label="tok/s/user is"
          value={view.definition ?? book.userThroughput}
          of={[
            ['concurrency', 'output tok/s ÷ concurrency'],
            ['tpot', '1000 ÷ mean TPOT'],
          ]}
          onValue={(definition) => onView({ definition: definition === book.userThroughput ? null : definition })}
        />
        {scene.chart !== 'latency' && (
          <>
            <Choice label="Across" value={view.x} of={SCALES} onValue={(x) => onView({ x })} />
            <Choice label="Up" value={view.y} of={SCALES} onValue={(y) => onView({ y })} />
          </>
        )}
        <Switches {...props} />
        <Filters {...props} />
      </div>
    </details>
  );
}

function Switches({ book, scene, view, onView }: ControlsProps) {
  const accelerators = scene.others.map(({ accelerator }) => accelerator ?? 'unknown accelerator');
  const hasBaseline = book.baseline.has(scene.scenario.id);
  return (
    <>
      {book.baseline.size > 0 && (
        <label class="switch">
          <input
            type="checkbox"
            checked={view.hasBaseline}
            disabled={!hasBaseline || view.isOverlaid}
            onChange={({ currentTarget }) => onView({ hasBaseline: currentTarget.checked })}
          />
          Baseline’s front
        </label>
      )}
      {book.judged !== null && book.baseline.size === 0 && book.judged.earlier > 0 && (
        <span class="switch muted">The baseline is unknown under this definition.</span>
      )}
      {accelerators.length > 0 && (
        <label class="switch">
          <input
            type="checkbox"
            checked={view.isOverlaid}
            onChange={({ currentTarget }) => onView({ isOverlaid: currentTarget.checked, only: [], point: null })}
          />
          With {accelerators.join(', ')}
        </label>
      )}
    </>
  );
}

/** Choices among configurations and loads; where there is only one, there is no choice to offer. */
function Filters({ scene: { scenario }, view, onView }: ControlsProps) {
  const { configurations } = scenario;
  const variants = [...new Set(configurations.flatMap(({ variant }) => variant ?? []))].sort();
  const loads = [...new Set(placedPoints(scenario).map(({ point }) => loadOf(point.load)))];
  const kinds = new Set(configurations.map(({ deployment }) => deployment.disaggregated));
  const { search, kind, variant, load, only } = START;
  const isFiltered = [view.search !== search, view.kind !== kind, view.variant !== variant, view.load !== load];
  return (
    <>
      <label class="search">
        Configuration
        <input
          type="search"
          placeholder="part of the name"
          value={view.search}
          onInput={({ currentTarget }) => onView({ search: currentTarget.value })}
        />
      </label>
      {kinds.has(true) && kinds.has(false) && (
        <Choice
          label="Kind"
          value={view.kind}
          of={[
            ['all', 'all'],
            ['aggregated', 'aggregated'],
            ['disaggregated', 'disaggregated'],
          ]}
          onValue={(chosen) => onView({ kind: chosen })}
        />
      )}
      {variants.length > 0 && (
        <Choice
          label="Variant"
          value={view.variant ?? ''}
          of={[['', 'all'], ...variants.map((name) => [name, name] as const)]}
          onValue={(chosen) => onView({ variant: chosen === '' ? null : chosen })}
        />
      )}
      {loads.length > 1 && (
        <Choice
          label="Load"
          value={view.load ?? ''}
          of={[['', 'all'], ...loads.map((name) => [name, name] as const)]}
          onValue={(chosen) => onView({ load: chosen === '' ? null : chosen })}
        />
      )}
      {(view.only.length > 0 || isFiltered.includes(true)) && (
        <button type="button" onClick={() => onView({ search, kind, variant, load, only })}>
          Show all
        </button>
      )}
    </>
  );
}

function chartName(id: ChartChoice): string {
  const plane = PLANES.find((one) => one.id === id);
  return plane === undefined ? 'latencies × request rate' : `${plane.x.label} × ${plane.y.label}`;
}
