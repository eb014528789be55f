/** A channel that is in px already. */
export function px(value: string) {
  return { value, scale: null };
}
