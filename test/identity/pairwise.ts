import type { ConfigurationTraits, Reason } from '../../src/identity/counterpart.ts';
import type { FactSet } from '../../src/run/facts.ts';

/*
 * The rules for counterparts again, each configuration held against all others: slow, and plain to see right.
 */

type Agreement = (old: ConfigurationTraits, now: ConfigurationTraits) => boolean;

const UNKNOWN = 'unknown';
const isEqual: Agreement = (a, b) => a.label === b.label;
const isOpen: Agreement = (a, b) => a.label === b.label || a.label === UNKNOWN || b.label === UNKNOWN;

const common = (a: FactSet, b: FactSet) => [...a.keys()].filter((name) => b.has(name));
const agree = (a: FactSet, b: FactSet) => common(a, b).every((name) => a.get(name) === b.get(name));
const isSame = (a: FactSet, b: FactSet) => a.size === b.size && common(a, b).length === a.size && agree(a, b);
const tellsMore: Agreement = (old, now) =>
  old.label !== UNKNOWN || common(old.facts, now.facts).some((name) => name !== 'gpus');

function likeness(a: ConfigurationTraits, b: ConfigurationTraits): number {
  const words = new Set(b.name.split(' '));
  const shared = a.name.split(' ').filter((word) => word !== '' && words.has(word)).length;
  return shared + common(a.facts, b.facts).filter((name) => a.facts.get(name) === b.facts.get(name)).length;
}

/** The pairs of two sides, in the order in which they are found. */
export function pairwise(baseline: readonly ConfigurationTraits[], candidate: readonly ConfigurationTraits[]) {
  const pairs: { baseline: ConfigurationTraits; candidate: ConfigurationTraits; reason: Reason }[] = [];
  const free = { baseline: new Set(baseline), candidate: new Set(candidate) };
  const take = (old: ConfigurationTraits, now: ConfigurationTraits, reason: Reason) => {
    pairs.push({ baseline: old, candidate: now, reason });
    free.baseline.delete(old);
    free.candidate.delete(now);
  };
  const unique = (
    reason: Reason,
    agrees: Agreement,
    among = { baseline: [...free.baseline], candidate: [...free.candidate] },
  ) => {
    for (const now of [...free.candidate]) {
      const fitting = among.baseline.filter((old) => agrees(old, now));
      const [old] = fitting;
      if (old === undefined || fitting.length > 1 || !free.baseline.has(old)) continue;
      if (among.candidate.filter((one) => agrees(old, one)).length === 1) take(old, now, reason);
    }
  };
  const onlyBest = (one: ConfigurationTraits, others: Iterable<ConfigurationTraits>, isLabel: Agreement) => {
    const all = [...others].map((other) => ({ other, like: isLabel(one, other) ? likeness(one, other) : 0 }));
    const most = Math.max(0, ...all.map(({ like }) => like));
    const best = all.filter(({ like }) => like === most);
    return most > 0 && best.length === 1 ? best[0]?.other : undefined;
  };
  for (const isLabel of [isEqual, isOpen]) {
    unique('key', (a, b) => isLabel(a, b) && a.name === b.name && isSame(a.facts, b.facts));
    unique('name', (a, b) => isLabel(a, b) && a.name === b.name);
    unique('facts', (a, b) => isLabel(a, b) && tellsMore(a, b) && agree(a.facts, b.facts), {
      baseline: [...baseline],
      candidate: [...candidate],
    });
    unique('place', (a, b) => isLabel(a, b) && (a.outer === b.name || a.name === b.outer));
  }
  if (pairs.some(({ reason }) => reason === 'key')) return pairs;
  for (const isLabel of [isEqual, isOpen]) {
    for (let before = -1; before !== pairs.length; ) {
      before = pairs.length;
      const best = [...free.candidate].flatMap((now) => {
        const old = onlyBest(now, free.baseline, isLabel);
        return old !== undefined && onlyBest(old, free.candidate, isLabel) === now ? [{ old, now }] : [];
      });
      for (const { old, now } of best) take(old, now, 'likeness');
    }
    unique('likeness', isLabel);
  }
  return pairs;
}
