const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The number that a text writes in decimal digits; NaN for any other text: nobody means 16 by `0x10`. */
export function decimalIn(text: string): number {
  return DECIMAL.test(text.trim()) ? Number(text) : Number.NaN;
}
