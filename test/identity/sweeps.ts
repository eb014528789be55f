import fc from 'fast-check';
import {
  type AskedLoad,
  type Figures,
  FORMATS,
  type Format,
  figuresAt,
  ISL,
  type Shape,
  type StatedRun,
  type Tree,
} from './formats.ts';

/*
 * Sweeps as files, in every format and many layouts: setups × loads × repeats, of which it is known what they are.
 */

/** One system under test, with what is said of it in words and in figures. */
export interface Setup {
  /** Empty for the one that has no name. */
  readonly words: readonly string[];
  readonly facts: Tree;
  readonly shape: Shape | null;
}

/** What somebody measured, and how they laid it out. */
export interface Plan {
  readonly format: Format;
  readonly layout: string;
  readonly loadWord: string;
  readonly repeatWord: string;
  readonly treatment: 'none' | 'same' | 'only';
  readonly setups: readonly Setup[];
  readonly loads: readonly AskedLoad[];
  readonly repeats: number;
  /** Mean input length, tokens; means of single measurements are within 1% of it. */
  readonly isl: number;
}

/** One measurement, in the file that tells of it. */
export interface MeasurementFile {
  readonly setup: number;
  readonly load: number;
  readonly path: string;
  readonly stated: StatedRun;
}

export type Files = ReadonlyMap<string, string>;

/** Words of setups, each without spelling; none is a load, a repeat, a harness or a model. */
export const WORDS = [
  ...['base', 'tuned', 'eager', 'mtp', 'ib', 'no ib', 'kv fp8', 'prefix cache', 'tp8', 'tp4', 'h200', 'v2.1', 'w4a16'],
  ...['x3', 'm7', '3', '5', '7', '1xtp4 1xtp4', 'bs16', 'isl1024', 'kernel'],
];
/** Words that are setups although they hold numbers of loads; words with a key say the load. */
const NUMBERS = ['8', '16', 'x8', 'x16'];
const CLOSED = [1, 8, 16, 32, 64];
const OPEN = [0.5, 2, 4, 10, 10 / 3];
const LAYOUTS = [
  'letters',
  'N/L/R',
  'N/L_R',
  'N_L_R',
  'L/N/R',
  'R/N/L',
  'R/L/N',
  'M_L_N_R',
  'results/N/bench-L/R',
  'N/R',
  'several',
  'older',
  'newer',
  'sweep',
];
const LOAD_WORDS = [
  'conc#',
  'c#',
  'concurrency-#',
  'max_concurrency=#',
  '#users',
  'clients_#',
  'qps_inf-conc_#',
  '#',
  'x#',
];
const RATE_WORDS = ['qps#', 'rate-#', 'request-rate=#', '#rps', '#', 'x#'];
const KEYED = LOAD_WORDS.filter((word) => /[a-z]{2}|c/.test(word));
const REPEAT_WORDS = [
  'run (#)',
  '2026-09-0#T10-11-12',
  '2026-09-0#',
  '#f2a9b0c-1111-4222-8333-444455556666',
  '20260#01',
  '',
  'run#',
  'run_#',
  'rep-#',
  'iter#',
  'seed#',
  '00#',
  '2026090#-101112',
  '176813234#',
  '3f2a9b#',
  'night-#',
];

const setup = (format: Format, isShaped: boolean, words: readonly string[]): fc.Arbitrary<Setup> =>
  fc.record({
    words: fc.uniqueArray(fc.constantFrom(...words), { maxLength: 2 }),
    facts: factsOf(format),
    shape: isShaped ? fc.constantFrom<Shape>({ replicas: 1, tp: 8 }, { replicas: 2, tp: 4 }) : fc.constant(null),
  });

function factsOf({ facts }: Format): fc.Arbitrary<Tree> {
  const values = Object.fromEntries(Object.entries(facts).map(([name, some]) => [name, fc.constantFrom(...some)]));
  return fc.record(values, { requiredKeys: [] });
}

/** By what setups differ: one without a word of its own is told by facts or shape. */
function identityOf({ words, facts, shape }: Setup): string {
  return JSON.stringify([[...words].sort().join(' '), Object.entries(facts).sort(), shape]);
}

/** A plan that is honest: what it calls two setups differs in a word, a fact or the shape. */
export const plans = plansIn(FORMATS);

/** The same in some formats. */
export function plansIn(formats: readonly Format[]): fc.Arbitrary<Plan> {
  const traits = fc.record<PlanTraits>({
    format: fc.constantFrom(...formats),
    open: fc.boolean(),
    shaped: fc.boolean(),
    wantsNumbers: fc.constantFrom(false, false, true),
    // With few words, setups are told apart by facts and shapes.
    words: fc.constantFrom(WORDS, WORDS, ['base', 'tuned'], ['base']),
  });
  return traits.chain(planOf);
}

interface PlanTraits {
  readonly format: Format;
  readonly open: boolean;
  readonly shaped: boolean;
  readonly wantsNumbers: boolean;
  readonly words: readonly string[];
}

function planOf({ format, open, shaped, wantsNumbers, words }: PlanTraits): fc.Arbitrary<Plan> {
  const numbered = wantsNumbers && format.isClosed;
  const isOpen = !format.isClosed || (open && format.isOpen && !numbered);
  const isShaped = format.hasShape === 'always' || (format.hasShape === 'maybe' && shaped);
  return fc.record<Plan>({
    format: fc.constant(format),
    layout: fc.constantFrom(...LAYOUTS.filter((layout) => fits(layout, format, isOpen, numbered))),
    loadWord: fc.constantFrom(...(numbered ? KEYED : isOpen ? RATE_WORDS : LOAD_WORDS)),
    repeatWord: fc.constantFrom(...REPEAT_WORDS),
    treatment: format.hasTreatment ? fc.constantFrom('none', 'same', 'only') : fc.constant('none'),
    setups: fc.uniqueArray(setup(format, isShaped, numbered ? NUMBERS : words), {
      minLength: 1,
      maxLength: 3,
      selector: identityOf,
    }),
    loads: fc.uniqueArray<AskedLoad, string>(isOpen ? openLoad(format) : closedLoad(numbered), {
      minLength: 1,
      maxLength: 3,
      selector: (one) => JSON.stringify(one),
    }),
    repeats: fc.constantFrom(1, 1, 2),
    isl: fc.constant(ISL),
  });
}

function openLoad({ hasLimit }: Format): fc.Arbitrary<AskedLoad> {
  return fc.record({
    rate: fc.constantFrom(...OPEN),
    limit: hasLimit ? fc.constantFrom(null, null, 8, 16) : fc.constant(null),
  });
}

function closedLoad(numbered: boolean): fc.Arbitrary<AskedLoad> {
  return fc.constantFrom(...(numbered ? [8, 16] : CLOSED)).map((concurrency) => ({ concurrency }));
}

function fits(layout: string, { holdsSeveral, name }: Format, isOpen: boolean, numbered: boolean): boolean {
  if (['letters', 'N/R', 'several'].includes(layout) && numbered) return false;
  if (layout === 'several') return holdsSeveral;
  if (layout === 'sweep') return name === 'vllm' && !isOpen;
  return layout !== 'older' || !isOpen;
}

/** A side of a comparison: which setups of the plan it has, and what makes its figures and dates its own. */
export interface Side {
  readonly has: readonly boolean[];
  /** Which loads; of setups whose words are numbers of loads, all. */
  readonly loads: readonly boolean[];
  readonly seed: number;
  readonly day: number;
}

const side = fc.record<Side>({
  has: fc.tuple(fc.constant(true), fc.boolean(), fc.boolean()),
  loads: fc.oneof(
    { weight: 3, arbitrary: fc.constant([true, true, true]) },
    fc.tuple(fc.constant(true), fc.boolean(), fc.boolean()),
  ),
  seed: fc.integer({ min: 1, max: 1e9 }),
  day: fc.integer({ min: 1, max: 7 }),
});

/** A plan that was measured twice. */
export interface RepeatedPlan {
  readonly plan: Plan;
  readonly before: Side;
  readonly after: Side;
}

export const twice: fc.Arbitrary<RepeatedPlan> = fc.record({ plan: plans, before: side, after: side });

/** With all setups and loads. */
export const everything = (one: Side): Side => ({ ...one, has: [true, true, true], loads: [true, true, true] });

/** Mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Each word in one of its spellings. */
function spelled(word: string, random: () => number): string {
  const separators = ['-', '_', '.', '='];
  const separator = separators[Math.floor(random() * separators.length)] ?? '-';
  const isKeyed = /^(tp|bs|isl)\d+$/.test(word);
  const text = isKeyed && random() < 0.5 ? word.replace(/(\d+)/, `${separator}$1`) : word;
  const cased = random() < 0.3 ? text.toUpperCase() : text;
  return cased.replaceAll(' ', separator === '.' || separator === '=' ? '-' : separator);
}

/** A rate in one of its spellings; rounded where the key says that it is one. */
function numeral(at: number, loadWord: string, random: () => number): string {
  const text = /^x?#$/.test(loadWord) || random() < 0.5 ? String(at) : String(Number(at.toFixed(2)));
  return random() < 0.5 ? text : text.replace('.', 'p');
}

/** The measurements of one side. Figures and paths of a setup are the same whatever other setups there are. */
export function measuredOn(plan: Plan, { has, loads, seed, day }: Side): readonly MeasurementFile[] {
  const taken = new Set<string>();
  return plan.setups.flatMap((own, index) => {
    if (has[index] !== true) return [];
    const random = randomFrom(seed + index * 7919);
    return plan.loads.flatMap((asked, load) => {
      if (loads[load] !== true && !isNumbered(plan)) return [];
      const stage = plan.format.name === 'guidellm' && plan.layout !== 'several' ? 0 : load;
      const base = figuresAt(asked, stage, plan.isl, random);
      return Array.from({ length: plan.repeats }, (_, repeat): MeasurementFile => {
        const factor = 1 + 0.01 * random();
        const figures = figuresAt(asked, stage, plan.isl, random);
        const scaled: Figures = { ...figures, ...jittered(base, factor) };
        const spelling = randomFrom(seed + index * 31 + repeat);
        const path = pathOf(plan, own, scaled, index * 3 + repeat + 1, day, spelling, taken);
        const treatment = plan.treatment === 'none' || own.words.length === 0 ? null : own.words.join('-');
        const { harness } = plan.format;
        return {
          setup: index,
          load,
          path,
          stated: { figures: scaled, harness, shape: own.shape, facts: own.facts, treatment },
        };
      });
    });
  });
}

/** Every time longer by a factor, every rate lower: what is consistent stays so. */
export function jittered(
  { asked, requests, ttft, tpot, itl, e2el, prompts }: Figures,
  factor: number,
): Partial<Figures> {
  const rate = 'rate' in asked ? requests : requests / factor;
  return {
    requests: rate,
    ttft: ttft * factor,
    tpot: tpot * factor,
    itl: itl * factor,
    e2el: e2el * factor,
    duration: prompts / rate,
  };
}

/** Whether words of setups are numbers of loads. */
export function isNumbered({ setups }: Plan): boolean {
  return setups.some(({ words }) => words.some((word) => NUMBERS.includes(word)));
}

const UNIQUE = ['run#', 'rep-#', '00#'];

function pathOf(
  plan: Plan,
  own: Setup,
  figures: Figures,
  repeat: number,
  day: number,
  random: () => number,
  taken: Set<string>,
): string {
  const words = plan.treatment === 'only' ? [] : own.words.map((word) => spelled(word, random));
  const joint = random() < 0.5 ? '-' : '_';
  const wanted = plan.repeatWord === '' && (plan.repeats > 1 || plan.treatment === 'only') ? 'run#' : plan.repeatWord;
  const { asked, stage } = figures;
  const at = 'rate' in asked ? asked.rate : asked.concurrency;
  for (let attempt = 0; ; attempt += 1) {
    const word = attempt === 0 ? wanted : (UNIQUE[attempt % UNIQUE.length] ?? '');
    const number = String(attempt > 0 ? 10 + attempt : ((repeat + day) % 9) + 1);
    const load = plan.loadWord.replace('#', numeral(at, plan.loadWord, random));
    const path = laidOut(plan, { words, joint, load, repeat: word.replace('#', number), at, figures });
    const key = plan.layout === 'several' ? `${path} ${stage}` : path;
    if (taken.has(key)) continue;
    taken.add(key);
    return path;
  }
}

interface Slots {
  readonly words: readonly string[];
  readonly joint: string;
  readonly load: string;
  readonly repeat: string;
  readonly at: number;
  readonly figures: Figures;
}

function laidOut({ layout, format }: Plan, { words, joint, load, repeat, at, figures }: Slots): string {
  const name = words.join(joint);
  const [epoch, random] = [`17681320${figures.stage}7`, 'abc123'];
  const count = /\d+$/.exec(repeat)?.[0] ?? '1';
  const some = (parts: readonly string[], by: string) => parts.filter((part) => part !== '').join(by);
  if (layout === 'older') {
    const folder = some(
      [`${format.harness}_${epoch}`, name, `run_${at}_${figures.prompts}_Llama-3.1-8B-Instruct`],
      '-',
    );
    return inFile(format, `sweep.setup_${name || 'none'}/results/${folder}/${repeat || 'result'}`, figures);
  }
  if (layout === 'newer')
    return inFile(format, `results/${some([format.harness, name, epoch, random], '-')}_${count}/${load}`, figures);
  if (layout === 'sweep')
    return inFile(
      format,
      `exp/20260901_101112/SERVE-${some([name], '-')}-BENCH--max_concurrency=${at}/run=${count}`,
      figures,
    );
  if (layout === 'letters') {
    const isOpen = /[a-z]$/i.test(name);
    const letters = name === '' ? 'x' : isOpen ? name : `${name}${joint}abcd`;
    return inFile(format, some([repeat, `${letters}${at}`], '/'), figures);
  }
  const [head = '', ...tail] = words;
  const rest = layout.startsWith('M') ? tail.join(joint) : name;
  const slots = new Map([
    ['N', rest],
    ['M', head],
    ['L', load],
    ['R', repeat],
  ]);
  const template = layout === 'several' ? 'N/R' : layout;
  const segments = template.split('/').map((segment) => {
    const parts = segment.split(/([_-])/).filter((part) => !/^[_-]$/.test(part));
    return some(
      parts.map((part) => slots.get(part) ?? part),
      '_',
    );
  });
  return inFile(format, some(segments, '/') || 'result', figures);
}

function inFile({ file, ending }: Format, stem: string, figures: Figures): string {
  return file === null ? `${stem}${ending}` : `${stem}/${file(figures)}`;
}

/** The texts of measurements, by path; those of one path share a file. */
export function filesOf({ format }: Plan, measured: readonly MeasurementFile[]): Files {
  const byPath = new Map<string, StatedRun[]>();
  for (const { path, stated } of measured) byPath.set(path, [...(byPath.get(path) ?? []), stated]);
  return new Map([...byPath].map(([path, all]) => [path, format.write(all)]));
}
