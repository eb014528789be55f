import { grouped } from './number.ts';

/** Dollars as prices are written, to the cent or to three digits: `$0.42`, `$0.0123`, `$5.88`, `$148`, `$1,234`. */
export function dollars(amount: number): string {
  return `$${figureOf(amount)}`;
}

function figureOf(amount: number): string {
  if (amount >= 99.995) return grouped(amount.toFixed(0));
  if (amount >= 1 || amount === 0) return amount.toFixed(2);
  const digits = String(Number(amount.toPrecision(3)));
  const [whole = '', fraction = ''] = digits.split('.');
  return digits.includes('e') ? digits : `${whole}.${fraction.padEnd(2, '0')}`;
}
