interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  /** Values with the words for them. */
  readonly of: readonly (readonly [Value, string])[];
  readonly onValue: (value: Value) => void;
}

/** One of several, under a label. */
export function Choice<Value extends string>({ label, value, of, onValue }: ChoiceProps<Value>) {
  return (
    <label>
      {label}
      <select value={value} onChange={({ currentTarget }) => onValue(currentTarget.value as Value)}>
        {of.map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
