/** A fact as `--block-size=16`; the name alone where it has no value. */
export function factWords(name: string, value: string): string {
  return value === '' || value === 'null' ? name : `${name}=${value}`;
}
