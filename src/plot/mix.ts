/** Two colours of six hexadecimal digits mixed, as if one were above the other with some opacity from 0 to 1. */
export function mixed(below: string, above: string, opacity: number): string {
  const [from, to] = [channelsOf(below), channelsOf(above)];
  const channels = from.map((value, i) => Math.round(value + ((to[i] ?? value) - value) * opacity));
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function channelsOf(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}
