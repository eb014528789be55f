import { useId } from 'preact/hooks';

interface Range {
  readonly least: number;
  readonly most: number;
}

interface SliderProps {
  readonly label: string;
  readonly unit: string;
  /** Null if there are no two values to slide between. */
  readonly range: Range | null;
  /** Null if nothing is asked. */
  readonly value: number | null;
  /** Which end of the range means that nothing is asked. */
  readonly start: number;
  readonly onValue: (value: number | null) => void;
}

const STEPS = 1000;

/**
 * A value within a range, set by a slider in equal steps of its logarithm, or as a number. At its start nothing is
 * asked.
 */
export function Slider({ label, unit, range, value, start, onValue }: SliderProps) {
  const id = useId();
  return (
    <div class={value === null ? 'slider idle' : 'slider'}>
      <label for={id}>{label}</label>
      {range !== null && (
        <input
          type="range"
          min="0"
          max={STEPS}
          value={stepOf(value ?? start, range)}
          aria-label={`${label}, ${unit}`}
          aria-valuetext={value === null ? 'any' : `${value} ${unit}`}
          onInput={({ currentTarget: { valueAsNumber: to } }) =>
            onValue(to === stepOf(start, range) ? null : round(valueAt(to, range)))
          }
        />
      )}
      <span class="figure">
        <input
          id={id}
          type="number"
          min="0"
          step="any"
          placeholder="any"
          value={value ?? ''}
          onChange={({ currentTarget: { valueAsNumber } }) => onValue(valueAsNumber > 0 ? valueAsNumber : null)}
        />
        <small>{unit}</small>
      </span>
    </div>
  );
}

function stepOf(value: number, { least, most }: Range): number {
  const share = Math.log(value / least) / Math.log(most / least);
  return Math.round(STEPS * Math.min(1, Math.max(0, share)));
}

function valueAt(step: number, { least, most }: Range): number {
  return least * (most / least) ** (step / STEPS);
}

/** As many digits as anyone would set by hand. */
function round(value: number): number {
  return Number(value.toPrecision(3));
}
