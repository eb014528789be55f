/** A channel whose values are already in px. */
export function px(value: string) {
  return { value, scale: null };
}
