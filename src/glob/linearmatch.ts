/*
 * Regular expressions without backtracking: a text is read once, whatever is in it, where JavaScript's own engine tries
 * every way to share a text among wildcards, which takes years for a dozen of them. What is known at each place is which
 * steps of the pattern may come next (Thompson, Regular Expression Search Algorithm, 1968).
 */

/** A step of a pattern: what has to be there, and what comes after it. */
interface Step {
  /** Reads a character; null if nothing is read. */
  readonly reads: ((char: string) => boolean) | null;
  /** Whether it may be passed at a place in the text, reading nothing. */
  readonly passes: ((text: string, at: number) => boolean) | null;
  /** Added to while the pattern is compiled, since a repetition comes back to itself. */
  readonly next: Step[];
}

/** The steps of part of a pattern, before a given one. */
type Part = (next: Step) => Step;

const END: Step = { reads: null, passes: null, next: [] };

/**
 * Whether a text matches a regular expression from its first character on, in time that grows with the product of their
 * lengths.
 *
 * @param expression of UTF-16 units, without the flag u or v
 * @returns null if it has something that this does not know, such as a backreference or a lookbehind
 */
export function linearMatcher({ source, flags }: RegExp): ((text: string) => boolean) | null {
  const whole = new PatternReader(source, flags).whole();
  if (whole === null) return null;
  const start = whole(END);
  return (text) => leadsOn(start, text, 0);
}

/** Whether the end of a pattern can be reached from a place in a text. */
function leadsOn(start: Step, text: string, from: number): boolean {
  let current = reachable([start], text, from);
  for (let at = from; ; at += 1) {
    if (current.has(END)) return true;
    const char = text[at];
    if (char === undefined || current.size === 0) return false;
    const read = [...current].filter(({ reads }) => reads?.(char) ?? false);
    current = reachable(
      read.flatMap(({ next }) => next),
      text,
      at + 1,
    );
  }
}

/** The steps that read, and the end, that come next without reading. */
function reachable(steps: readonly Step[], text: string, at: number): Set<Step> {
  const seen = new Set<Step>();
  const open = [...steps];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (seen.has(step)) continue;
    seen.add(step);
    if (step.reads === null && (step.passes?.(text, at) ?? true)) open.push(...step.next);
  }
  return new Set([...seen].filter((step) => step.reads !== null || step === END));
}

const UNREADABLE = Symbol('unreadable');
/** Reads the source of a regular expression that JavaScript has accepted. */
class PatternReader {
  readonly #source: string;
  readonly #flags: string;
  #at = 0;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#flags = flags;
  }

  /** Null if it has something that this does not know. */
  whole(): Part | null {
    try {
      return this.#alternatives();
    } catch (error) {
      if (error === UNREADABLE) return null;
      throw error;
    }
  }

  #alternatives(): Part {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    return parts.length === 1 ? (parts[0] as Part) : (next) => passing(parts.map((part) => part(next)));
  }

  #sequence(): Part {
    const parts: Part[] = [];
    while (this.#at < this.#source.length && !this.#isAhead('|') && !this.#isAhead(')')) {
      parts.push(this.#repeated(this.#atom()));
    }
    return (next) => parts.reduceRight((after, part) => part(after), next);
  }

  #atom(): Part {
    if (this.#take('^')) return passingIf((_, at) => at === 0);
    if (this.#take('$')) return passingIf((text, at) => at === text.length);
    if (this.#take('(')) return this.#group();
    const atom = this.#match(/\[(?:[^\]\\]|\\.)*\]|\\[^\dbckpux]|\\u[\da-f]{4}|\\x[\da-f]{2}|[^\\[{*+?]/isy);
    const one = characterOf(new RegExp(`^${atom}$`, this.#flags));
    const [, least = '1', most = '1'] = this.#find(/\{(\d),(\d)\}/y) ?? [];
    return copies(one, Number(least), Number(most));
  }

  #group(): Part {
    const kind = this.#isAhead('?') ? this.#match(/\?(?:[:=!]|<[a-z]\w*>)/iy) : '';
    const inner = this.#alternatives();
    this.#match(/\)/y);
    if (kind !== '?=' && kind !== '?!') return inner;
    const start = inner(END);
    return passingIf((text, at) => leadsOn(start, text, at) === (kind === '?='));
  }

  /** What follows an atom says how often it may be there; whether it is lazy makes no difference to what matches. */
  #repeated(part: Part): Part {
    const sign = this.#find(/[*+?]/y)?.[0];
    if (sign === undefined) return part;
    this.#take('?');
    return sign === '?' ? copies(part, 0, 1) : repetition(part, sign === '*');
  }

  #isAhead(text: string): boolean {
    return this.#source.startsWith(text, this.#at);
  }

  #take(text: string): boolean {
    const isThere = this.#isAhead(text);
    if (isThere) this.#at += text.length;
    return isThere;
  }

  /** @param form sticky */
  #match(form: RegExp): string {
    const [found] = this.#find(form) ?? [];
    if (found === undefined) throw UNREADABLE;
    return found;
  }

  #find(form: RegExp): RegExpExecArray | null {
    form.lastIndex = this.#at;
    const found = form.exec(this.#source);
    this.#at += found?.[0].length ?? 0;
    return found;
  }
}

function passing(next: Step[]): Step {
  return { reads: null, passes: null, next };
}

function passingIf(passes: NonNullable<Step['passes']>): Part {
  return (next) => ({ reads: null, passes, next: [next] });
}

/** @param form of one character; the same few characters come again and again */
function characterOf(form: RegExp): Part {
  const known = new Map<string, boolean>();
  const reads = (char: string) => {
    const fits = known.get(char) ?? form.test(char);
    known.set(char, fits);
    return fits;
  };
  return (next) => ({ reads, passes: null, next: [next] });
}

function copies(part: Part, least: number, most: number): Part {
  return (next) => {
    let rest = next;
    for (let count = least; count < most; count += 1) rest = passing([part(rest), next]);
    for (let count = 0; count < least; count += 1) rest = part(rest);
    return rest;
  };
}

/** Any number of a part, which comes back to itself. */
function repetition(part: Part, mayBeNone: boolean): Part {
  return (next) => {
    const again = passing([next]);
    const first = part(again);
    again.next.push(first);
    return mayBeNone ? again : first;
  };
}
