import { changeOf } from '../regression/row.ts';
import { METRICS, type Metric } from '../run/metric.ts';
import { variance } from '../run/spread.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';
import type { Point } from '../scenario/scenario.ts';
import { formatChange, formatDeviation, formatMetric, formatPlural } from '../summary/numberformat.ts';
import { kindOf, loadOf } from '../summary/phrase.ts';
import { toneOf } from './tone.ts';

interface PointCardProps {
  readonly placed: PlacedPoint | null;
  /** The same point before the change; null if the baseline does not have it. */
  readonly before: Point | null;
  /** Name of the baseline. */
  readonly against: string;
  readonly isPinned: boolean;
  readonly isAlone: boolean;
  readonly onIsolate: () => void;
  readonly onClose: () => void;
}

/** Everything that is known about the selected point. */
export function PointCard({ placed, before, against, isPinned, isAlone, onIsolate, onClose }: PointCardProps) {
  if (placed === null) {
    return (
      <section class="card point" aria-labelledby="point">
        <h2 id="point">A point</h2>
        <p class="muted">
          Hover over one, tap it, or step through them with the arrow keys; Enter keeps it here, I shows its
          configuration alone.
        </p>
      </section>
    );
  }
  const { configuration, point } = placed;
  return (
    <section class="card point" aria-labelledby="point">
      <h2 id="point">
        {configuration.id} <small>{loadOf(point.load)}</small>
      </h2>
      <p class="buttons">
        <button type="button" aria-pressed={isAlone} onClick={onIsolate}>
          {isAlone ? 'Show all configurations' : 'Show it alone'}
        </button>
        {isPinned && (
          <button type="button" onClick={onClose}>
            Close
          </button>
        )}
      </p>
      <Figures point={point} before={before} against={against} />
      <dl>
        <dt>Deployment</dt>
        <dd>
          {kindOf(configuration)}, {formatPlural(configuration.deployment.gpus ?? 0, 'GPU').replace(/^0 /, 'unknown ')}
        </dd>
        {configuration.variant !== null && (
          <>
            <dt>Variant</dt>
            <dd>{configuration.variant}</dd>
          </>
        )}
        <dt>{point.files.length === 1 ? 'File' : 'Files, one per repeat'}</dt>
        {point.files.map((file) => (
          <dd key={file} class="file">
            {file}
          </dd>
        ))}
        <Stated name="Setup" facts={configuration.facts} />
        <Stated name="Versions" facts={configuration.environment} />
      </dl>
    </section>
  );
}

type FiguresProps = Pick<PointCardProps, 'before' | 'against'> & { readonly point: Point };

function Figures({ point, before, against }: FiguresProps) {
  const known = METRICS.filter(({ id }) => point.metrics[id] !== null || (before?.metrics[id] ?? null) !== null);
  const hasRepeats = point.samples.length > 1;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Metric</th>
          <th class="right" scope="col">
            {hasRepeats ? `Median of ${point.samples.length}` : 'Value'}
          </th>
          {hasRepeats && (
            <th class="right" scope="col">
              Spread
            </th>
          )}
          {before !== null && (
            <>
              <th class="right" scope="col">
                {against}
              </th>
              <th class="right" scope="col">
                Change
              </th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {known.map((metric) => (
          <Figure key={metric.id} metric={metric} point={point} before={before} />
        ))}
      </tbody>
    </table>
  );
}

interface FigureProps {
  readonly metric: Metric;
  readonly point: Point;
  readonly before: Point | null;
}

function Figure({ metric: { id, label, unit, better }, point: { metrics, samples }, before }: FigureProps) {
  const value = metrics[id];
  const values = samples.flatMap((sample) => sample[id] ?? []);
  const spread = value === null || value === 0 || values.length < 2 ? null : Math.sqrt(variance(values)) / value;
  const change = changeOf(before?.metrics[id] ?? null, value);
  return (
    <tr>
      <th scope="row">
        {label} {unit !== '' && unit !== label && <small>{unit}</small>}
      </th>
      <td class="right" title={values.length > 1 ? values.map((one) => formatMetric(id, one)).join(' · ') : undefined}>
        {formatMetric(id, value)}
      </td>
      {samples.length > 1 && <td class="right">{formatDeviation(spread)}</td>}
      {before !== null && (
        <>
          <td class="right">{formatMetric(id, before.metrics[id])}</td>
          <td class={`right ${toneOf(change, better)}`}>{formatChange(change)}</td>
        </>
      )}
    </tr>
  );
}

function Stated({ name, facts }: { readonly name: string; readonly facts: ReadonlyMap<string, string> }) {
  const stated = [...facts].filter(([fact]) => fact !== 'gpus');
  if (stated.length === 0) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <details>
          <summary>{formatPlural(stated.length, 'fact')}</summary>
          <ul>
            {stated.map(([fact, value]) => (
              <li key={fact}>
                <code>{value === '' ? fact : `${fact}=${value}`}</code>
              </li>
            ))}
          </ul>
        </details>
      </dd>
    </>
  );
}
