import { useMemo } from 'preact/hooks';
import type { Reading } from '../pareto/reading.ts';
import { METRICS, type MetricId } from '../run/metric.ts';
import { placedPoints } from '../scenario/placed.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { formatChange, formatCount, formatNumber, formatPlural } from '../summary/number.ts';
import { giverOf, pointOf } from '../summary/phrase.ts';
import { type Answer, answerOf } from './answer.ts';
import type { Scene } from './scene.ts';
import { Slider } from './slider.tsx';
import type { View } from './view.ts';

/** Latencies that an objective can be set on, the usual ones first. */
const LATENCIES: readonly MetricId[] = ['ttft', 'ttft-p99', 'tpot', 'tpot-p99', 'e2el', 'e2el-p99'];

interface QuestionProps {
  readonly scene: Scene;
  readonly view: View;
  readonly onView: (change: Partial<View>) => void;
}

/** «At least so many tok/s/user, within these latencies»: the question, and what answers it. */
export function Question({ scene, view, onView }: QuestionProps) {
  const { scenario } = scene;
  const answer = useMemo(() => answerOf(scene, view), [scene, view.floor, view.users]);
  const speeds = rangeOf(scenario, 'throughput-per-user');
  const latencies = LATENCIES.flatMap((metric) => {
    const range = rangeOf(scenario, metric);
    return range === null ? [] : [{ metric, range }];
  });
  const setMost = (metric: MetricId, most: number | null) => {
    const { [metric]: _, ...others } = view.objectives;
    onView({ objectives: most === null ? others : { ...others, [metric]: most } });
  };
  return (
    <section class="card question" aria-labelledby="question">
      <h2 id="question">What serves …</h2>
      {speeds !== null && (
        <Slider
          label="at least"
          unit="tok/s/user"
          range={speeds}
          value={view.floor}
          start={speeds.least}
          onValue={(floor) => onView({ floor })}
        />
      )}
      {latencies.map(({ metric, range }) => (
        <Slider
          key={metric}
          label={`${labelOf(metric)} at most`}
          unit="ms"
          range={range}
          value={view.objectives[metric] ?? null}
          start={range.most}
          onValue={(most) => setMost(metric, most)}
        />
      ))}
      <AnswerText scene={scene} answer={answer} view={view} onView={onView} />
    </section>
  );
}

interface AnswerProps {
  readonly answer: Answer | null;
  readonly view: View;
  readonly onView: (change: Partial<View>) => void;
}

function AnswerText({ scene, answer, view, onView }: AnswerProps & { readonly scene: Scene }) {
  const isAsked = view.floor !== null || Object.keys(view.objectives).length > 0;
  return (
    <div class="answer" aria-live="polite">
      {answer?.reading == null ? (
        <p class="lead">{whyNone(scene, isAsked)}</p>
      ) : (
        <Found answer={answer} reading={answer.reading} view={view} onView={onView} />
      )}
    </div>
  );
}

/** Why there is no answer. */
function whyNone({ shown: { scenario } }: Scene, isAsked: boolean): string {
  const points = placedPoints(scenario);
  const isKnown = (id: MetricId) => points.some(({ point }) => point.metrics[id] !== null);
  if (points.length === 0) return 'Nothing is shown.';
  if (!isKnown('throughput-per-gpu')) return 'tok/s/GPU is not known: nothing says how many GPUs served.';
  if (!isKnown('throughput-per-user')) return 'tok/s/user is not known: nothing says how many requests were in flight.';
  return isAsked ? 'Nothing that is shown does.' : 'Nothing that is shown has both tok/s/user and tok/s/GPU.';
}

interface FoundProps extends AnswerProps {
  readonly answer: Answer;
  readonly reading: Reading;
}

function Found({ answer: { speed, before, change, best, need }, reading, view, onView }: FoundProps) {
  return (
    <>
      <p class="lead">
        <strong>{formatNumber(reading.y)} tok/s/GPU</strong> at {view.floor === null ? '' : '≥ '}
        {formatNumber(speed)} tok/s/user: <strong>{giverOf(reading)}</strong>
      </p>
      {before !== null && (
        <p class={tone(change)}>
          <strong>{formatChange(change)}</strong> against the baseline: {formatNumber(before.y)} tok/s/GPU by{' '}
          {giverOf(before)}
        </p>
      )}
      {best !== null && best.point !== reading.between[0] && (
        <p>
          Best measured: {pointOf(best)}, {formatNumber(best.point.metrics['throughput-per-gpu'])} tok/s/GPU at{' '}
          {formatNumber(best.point.metrics['throughput-per-user'])} tok/s/user
        </p>
      )}
      <p>
        <label>
          <input
            class="users"
            type="number"
            min="1"
            value={view.users}
            onChange={({ currentTarget: { valueAsNumber } }) => {
              if (valueAsNumber > 0) onView({ users: Math.round(valueAsNumber) });
            }}
          />{' '}
          such users
        </label>{' '}
        {need === null ? (
          'need an unknown number of GPUs.'
        ) : (
          <>
            need <strong>{formatPlural(need.gpus, 'GPU')}</strong>: {formatPlural(need.deployments, 'deployment')} of{' '}
            {formatCount(reading.configuration.deployment.gpus)}
          </>
        )}
      </p>
    </>
  );
}

function tone(change: number | null): string {
  if (change === null || Math.abs(change) < 0.005) return '';
  return change < 0 ? 'loss' : 'gain';
}

/** Smallest and largest value above zero; null where fewer than two points differ. */
function rangeOf(scenario: Scenario, metric: MetricId): { readonly least: number; readonly most: number } | null {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const { point } of placedPoints(scenario)) {
    const value = point.metrics[metric];
    if (value === null || value <= 0) continue;
    [least, most] = [Math.min(least, value), Math.max(most, value)];
  }
  return least < most ? { least, most } : null;
}

function labelOf(metric: MetricId): string {
  return METRICS.find(({ id }) => id === metric)?.label ?? metric;
}
