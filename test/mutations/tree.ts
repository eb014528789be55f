import type { Random } from './random.ts';

/** Values that careless and hostile writers put anywhere. */
const VALUES: readonly unknown[] = [
  ...[null, true, false, '', ' ', [], {}, [[]], [null]],
  ...[0, -0, 1, -1, 0.1, 1e-320, 1e15, 1e308, -1e308, 2 ** 53, 2 ** 63, 4_000_000_000],
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ...['unknown', 'none', 'nan', 'inf', '-inf', '1e999', '-5', '0x10', '1,5', '12 ms', 'true', '2026-13-45', '99:99'],
  ...['constructor', '__proto__', 'toString', 'hasOwnProperty', '<script>', '|', '`', '../../etc', '%00'],
  ...['é\u0301', '漢字', '\u202e', '\u200b', '😀', '\ud800', '\ufffe', 'שלום', 'a\nb', '\t', '\r'],
];
const KEYS = [
  'constructor',
  'hasOwnProperty',
  'toString',
  'length',
  '0',
  '',
  ' ',
  'a.b',
  'x'.repeat(300),
  'ключ',
  '__proto__',
];

type Container = Record<string | number, unknown>;

/** Changes a value somewhere in a document, in place. */
export function mutateTree(document: unknown, random: Random): void {
  const places = containersIn(document);
  if (places.length === 0) return;
  const container = random.pick(places) as Container;
  const keys = Object.keys(container);
  if (keys.length === 0) return;
  const key = random.pick(keys);
  random.pick(MUTATORS)(container, key, random);
}

function containersIn(value: unknown, found: object[] = []): object[] {
  if (typeof value !== 'object' || value === null) return found;
  found.push(value);
  for (const inner of Object.values(value)) containersIn(inner, found);
  return found;
}

const MUTATORS: readonly ((container: Container, key: string, random: Random) => void)[] = [
  set((_, random) => anyValue(random)),
  set((_, random) => anyValue(random)),
  set((value, random) =>
    typeof value === 'number' ? value * random.pick([-1, 0, 1e-9, 1e9, 1e300]) : anyValue(random),
  ),
  set((value) => [value]),
  set((value) => ({ value })),
  set((value) => (typeof value === 'number' ? String(value) : Number(value))),
  set((value) => deep(value, 70)),
  set((_, random) => random.pick(['a', 'a/', '1.', 'tp8_', '`', ' ']).repeat(random.pick([100, 5000]))),
  set((value) =>
    Array.isArray(value) ? Array.from({ length: 200 }, (_, i) => value[i % Math.max(1, value.length)]) : value,
  ),
  (container, key) => {
    if (Array.isArray(container)) container.splice(Number(key), 1);
    else delete container[key];
  },
  (container, key, random) => define(container, random.pick(KEYS), container[key]),
  (container, key, random) => {
    const value = container[key];
    if (Array.isArray(container)) container.reverse();
    else {
      delete container[key];
      define(container, random.pick([`${key}s`, key.toUpperCase(), ...KEYS]), value);
    }
  },
  (container, key, random) => {
    const other = random.pick(Object.keys(container));
    [container[key], container[other]] = [container[other], container[key]];
  },
];

/** Of its own: what is changed in one case would be there in the next, and a list put into itself has no end. */
function anyValue(random: Random): unknown {
  return structuredClone(random.pick(VALUES));
}

function set(change: (value: unknown, random: Random) => unknown) {
  return (container: Container, key: string, random: Random) => define(container, key, change(container[key], random));
}

/** Also where the key is that of a prototype. */
function define(container: Container, key: string, value: unknown): void {
  if (Array.isArray(container) && !/^\d+$/.test(key)) return;
  Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });
}

function deep(value: unknown, depth: number): unknown {
  return depth === 0 ? value : [deep(value, depth - 1)];
}
