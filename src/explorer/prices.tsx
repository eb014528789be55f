import { acceleratorsOf } from '../run/cost.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Book } from './book.ts';
import type { View } from './view.ts';

interface PricesProps {
  readonly book: Book;
  readonly scenario: Scenario;
  readonly view: View;
  readonly onView: (change: Partial<View>) => void;
}

/** The price of a GPU-hour by accelerator: as in the report, until the reader changes it. */
export function Prices({ book, scenario, view, onView }: PricesProps) {
  const named = [...new Set(scenario.configurations.flatMap(({ deployment }) => acceleratorsOf(deployment)))];
  const names = named.filter((name) => name !== null).sort();
  if (names.length === 0) return null;
  const setPrice = (name: string, price: number | null) => {
    const { [name]: _, ...others } = view.prices;
    const isReported = price === (book.reportedPrices.get(name) ?? null);
    onView({ prices: isReported ? others : { ...others, [name]: price } });
  };
  return (
    <fieldset class="prices">
      <legend>What a GPU-hour costs</legend>
      {names.map((name) => (
        <PriceField
          key={name}
          name={name}
          price={book.prices.get(name) ?? null}
          onPrice={(price) => setPrice(name, price)}
        />
      ))}
      {Object.keys(view.prices).length > 0 && (
        <button type="button" onClick={() => onView({ prices: {} })}>
          {book.reportedPrices.size === 0 ? 'Clear prices' : 'Prices of the report'}
        </button>
      )}
    </fieldset>
  );
}

interface FieldProps {
  readonly name: string;
  readonly price: number | null;
  readonly onPrice: (price: number | null) => void;
}

/** A price that can be typed; an invalid one leaves the previous price in place, and an empty field removes it. */
function PriceField({ name, price, onPrice }: FieldProps) {
  return (
    <label>
      <span class="name">{name}</span>
      <span class="figure">
        ${' '}
        <input
          type="number"
          min="0"
          step="any"
          placeholder="unknown"
          aria-label={`$ per GPU-hour of ${name}`}
          value={price ?? ''}
          onChange={({ currentTarget }) => {
            const { value, valueAsNumber, validity } = currentTarget;
            if (value === '' && !validity.badInput) onPrice(null);
            else if (valueAsNumber > 0 && Number.isFinite(valueAsNumber)) onPrice(valueAsNumber);
            else currentTarget.value = String(price ?? '');
          }}
        />
      </span>
    </label>
  );
}
