import { useMemo } from 'preact/hooks';
import type { Reading } from '../pareto/frontreading.ts';
import { PLANES } from '../pareto/plane.ts';
import { OUTPUT_TOKENS } from '../run/cost.ts';
import { isHigherBetter, METRICS, type MetricId } from '../run/metric.ts';
import { placedPoints } from '../scenario/placedpoint.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { isElsewhere } from '../summary/best.ts';
import { formatChange, formatCount, formatMoney, formatNumber, formatPlural } from '../summary/numberformat.ts';
import { formatRate, giverInWords, pointOf } from '../summary/phrase.ts';
import { unreadAt, unreadWords } from '../summary/readinggap.ts';
import type { Book } from './book.ts';
import { Prices } from './prices.tsx';
import type { Scene } from './scene.ts';
import { type Answer, answerOf } from './sceneanswer.ts';
import { Slider } from './slider.tsx';
import { toneOf } from './tone.ts';
import type { View } from './view.ts';

/** Latencies that can have an objective: those that a chart has along its horizontal axis. */
const LATENCIES: readonly MetricId[] = PLANES.filter(({ x }) => x.better === 'lower').map(({ x }) => x.metric);

interface QuestionProps {
  readonly book: Book;
  readonly scene: Scene;
  /** Name of the baseline. */
  readonly against: string;
  readonly view: View;
  readonly onView: (change: Partial<View>) => void;
}

/** “At least so many tok/s/user, within these latencies”: the question, and what answers it. */
export function Question({ book, scene, against, view, onView }: QuestionProps) {
  const { scenario } = scene;
  const answer = useMemo(() => answerOf(scene, view, book.prices), [scene, view.floor, view.users, book]);
  const speeds = rangeOf(scenario, 'throughput-per-user');
  const asked = METRICS.filter(({ id }) => view.objectives[id] !== undefined && !LATENCIES.includes(id));
  const objectives = [...LATENCIES, ...asked.map(({ id }) => id)]
    .map((metric) => ({ metric, range: rangeOf(scenario, metric) }))
    .filter(({ metric, range }) => range !== null || view.objectives[metric] !== undefined);
  const setLimit = (metric: MetricId, limit: number | null) => {
    const { [metric]: _, ...others } = view.objectives;
    onView({ objectives: limit === null ? others : { ...others, [metric]: limit } });
  };
  return (
    <section class="card question" aria-labelledby="question">
      <h2 id="question">What serves …</h2>
      {(speeds !== null || view.floor !== null) && (
        <Slider
          label="at least"
          unit="tok/s/user"
          range={speeds}
          value={view.floor}
          start={speeds?.least ?? 0}
          onValue={(floor) => onView({ floor })}
        />
      )}
      {objectives.map(({ metric, range }) => (
        <Slider
          key={metric}
          {...wordsOf(metric)}
          range={range}
          value={view.objectives[metric] ?? null}
          start={(isHigherBetter(metric) ? range?.least : range?.most) ?? 0}
          onValue={(limit) => setLimit(metric, limit)}
        />
      ))}
      <Prices {...{ book, scenario, view, onView }} />
      <AnswerText {...{ scene, answer, against, view, onView }} />
    </section>
  );
}

interface AnswerProps {
  readonly answer: Answer | null;
  /** Name of the baseline. */
  readonly against: string;
  readonly view: View;
  readonly onView: (change: Partial<View>) => void;
}

function AnswerText({ scene, answer, against, view, onView }: AnswerProps & { readonly scene: Scene }) {
  const isAsked = view.floor !== null || Object.keys(view.objectives).length > 0;
  return (
    <div class="answer" aria-live="polite">
      {answer?.reading == null ? (
        <p class="lead">{whyNone(scene, view, isAsked)}</p>
      ) : (
        <Found {...{ against, answer, view, onView }} reading={answer.reading} />
      )}
    </div>
  );
}

/** Why there is no answer. */
function whyNone({ shown: { scenario }, bounds }: Scene, { floor }: View, isAsked: boolean): string {
  if (placedPoints(scenario).length === 0) return 'Nothing is shown.';
  const unread = unreadAt(scenario, floor ?? 0, bounds);
  if (!unread.isKnown) return `tok/s/GPU is ${unreadWords(unread)}.`;
  return isAsked ? 'Nothing shown does.' : 'Nothing shown has both tok/s/user and tok/s/GPU.';
}

interface FoundProps extends AnswerProps {
  readonly answer: Answer;
  readonly reading: Reading;
}

function Found({ answer, against, reading, view, onView }: FoundProps) {
  const { speed, before, change, best, need } = answer;
  return (
    <>
      <p class="lead">
        <strong>{formatNumber(reading.y)} tok/s/GPU</strong> at{' '}
        {view.floor === null ? formatNumber(speed) : `≥ ${formatRate(speed)}`} tok/s/user:{' '}
        <strong>{giverInWords(reading)}</strong>
      </p>
      <Costs {...answer} />
      {before !== null && (
        <p class={toneOf(change, 'higher')}>
          <strong>{formatChange(change)}</strong> against the {against}: {formatNumber(before.y)} tok/s/GPU by{' '}
          {giverInWords(before)}
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
            onChange={({ currentTarget }) => {
              const { valueAsNumber } = currentTarget;
              if (valueAsNumber >= 1) onView({ users: Math.round(valueAsNumber) });
              else currentTarget.value = String(view.users);
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
            {need.hourly !== null && `, ${formatMoney(need.hourly)} an hour`}
          </>
        )}
      </p>
    </>
  );
}

/** The cost of tokens for the best configuration, and for a cheaper one. */
function Costs({ reading, cost, cheapest }: Pick<Answer, 'reading' | 'cost' | 'cheapest'>) {
  return (
    <>
      {cost !== null && (
        <p>
          <strong>{formatMoney(cost)}</strong> per {OUTPUT_TOKENS.per}
        </p>
      )}
      {cheapest !== null && isElsewhere({ reading, cheapest }) && (
        <p>
          Cheapest at that speed: <strong>{formatMoney(cheapest.y)}</strong> by {giverInWords(cheapest)}
        </p>
      )}
    </>
  );
}

/** Smallest and largest value above zero; null if there are fewer than two different ones. */
function rangeOf(scenario: Scenario, metric: MetricId): { readonly least: number; readonly most: number } | null {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const { point } of placedPoints(scenario)) {
    const value = point.metrics[metric];
    if (value === null || value <= 0) continue;
    [least, most] = [Math.min(least, value), Math.max(most, value)];
  }
  return least < most ? { least, most } : null;
}

function wordsOf(metric: MetricId): { readonly label: string; readonly unit: string } {
  const { label = metric, unit = '' } = METRICS.find(({ id }) => id === metric) ?? {};
  return { label: `${label} ${isHigherBetter(metric) ? 'at least' : 'at most'}`, unit: unit === label ? '' : unit };
}
