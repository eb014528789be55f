/*
 * Which folders of `src/` may import from which: a folder is one row. `npm run docs` makes the linter's rules of it, in
 * `biome.layers.json`, which `biome.json` extends; `test/layers.test.ts` tries every folder on every other.
 */

/** What a module may have of Node: a browser has nothing, pure code what needs no outside world. */
type Reach = 'browser' | 'pure' | 'world';

interface Layer {
  /** Folder in `src/`, with all that is in it. */
  readonly folder: string;
  readonly imports: readonly string[];
  readonly reach: Reach;
}

/** Files of `src/` itself that know nothing of the program, and that any folder may import. */
export const COMMON = ['breath', 'errors', 'excerpt', 'spelling', 'staging'] as const;

const DATA = ['run', 'report', 'identity', 'scenario', 'pareto', 'regression'];
const SUMMED_UP = [...DATA, 'chart', 'screen'];

export const LAYERS: readonly Layer[] = [
  { folder: 'glob', imports: [], reach: 'pure' },
  { folder: 'run', imports: [], reach: 'pure' },
  { folder: 'report', imports: ['run'], reach: 'pure' },
  { folder: 'identity', imports: ['run', 'report'], reach: 'pure' },
  { folder: 'scenario', imports: ['glob', 'run', 'report', 'identity'], reach: 'pure' },
  { folder: 'pareto', imports: ['run', 'report', 'scenario'], reach: 'pure' },
  { folder: 'regression', imports: ['run', 'report', 'scenario', 'pareto'], reach: 'pure' },
  { folder: 'chart', imports: ['run', 'report', 'scenario', 'pareto', 'regression'], reach: 'browser' },
  { folder: 'plot', imports: ['chart'], reach: 'browser' },
  { folder: 'screen', imports: [], reach: 'pure' },
  { folder: 'summary', imports: SUMMED_UP, reach: 'pure' },
  { folder: 'init', imports: ['run', 'scenario', 'pareto', 'summary'], reach: 'pure' },
  {
    folder: 'explorer',
    imports: ['run', 'report', 'scenario', 'pareto', 'regression', 'chart', 'plot', 'summary'],
    reach: 'browser',
  },
  { folder: 'github', imports: [], reach: 'world' },
  { folder: 'input', imports: ['glob', 'github', 'screen'], reach: 'world' },
  { folder: 'publish', imports: ['github', 'screen'], reach: 'world' },
];

/** Modules in a browser's folder that prepare what runs there. */
const IN_NODE = [
  'src/explorer/bundle.ts',
  'src/explorer/html.ts',
  'src/plot/assets.ts',
  'src/plot/askthread.ts',
  'src/plot/loads.ts',
  'src/plot/png.ts',
];

/** Files of `src/` itself, by what they may import. Whatever is in none of these is a stage of the program. */
export const TOP = {
  common: COMMON,
  /** What can be asked, and how it is spelt. */
  options: [
    ...['costbound', 'elsewhere', 'exporting', 'flags', 'gate', 'hosting', 'items', 'mistake', 'naming', 'options'],
    ...['pathoption', 'plotting', 'pricing', 'usage'],
  ],
  /** What the Action does around the program; only these know GitHub. */
  action: [
    ...['cleaning', 'commenting', 'fetching', 'inputs', 'jobsummary', 'judging', 'ledger', 'publishing', 'step'],
    ...['stepfailure', 'stepoutputs', 'subject', 'uploading', 'verdictline'],
  ],
  entries: ['cli', 'action'],
} as const;

type Override = Readonly<Record<string, unknown>>;

/** The text of `biome.layers.json`. */
export function layersText(): string {
  const overrides = [...LAYERS.flatMap(rulesOf), ...topRules(), inNode()];
  const lines = overrides.map((override) => `    ${JSON.stringify(override)}`);
  return `{\n  "overrides": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

/** One rule for the folder and one for its subfolders, since an import is told by its text alone. */
function rulesOf({ folder, imports, reach }: Layer): Override[] {
  const message = `src/${folder} imports only from ${[...imports, folder].join(', ')}: ${REASONS[reach]}`;
  return ['', '*/'].map((below) => {
    const up = below === '' ? '..' : '../..';
    const allowed = [...COMMON.map((name) => `!${up}/${name}.ts`), ...imports.map((name) => `!${up}/${name}/**`)];
    return rule([`src/${folder}/${below}*.{ts,tsx}`], [`${up}/**`, ...WITHHELD[reach], ...allowed], message);
  });
}

const ACTIONS = '@actions/**';
const NODE = ['node:*', 'node:*/**'];
const WITHHELD: Readonly<Record<Reach, readonly string[]>> = {
  browser: [...NODE, ACTIONS],
  pure: [...NODE, ACTIONS, '!node:buffer', '!node:crypto', '!node:util'],
  world: [],
};
const REASONS: Readonly<Record<Reach, string>> = {
  browser: 'data flows one way, and a browser has no Node',
  pure: 'data flows one way, and the world is touched elsewhere',
  world: 'paths, texts and bytes only; pipeline.ts brings the halves together',
};

function topRules(): Override[] {
  const files = (names: readonly string[]) => names.map((name) => `./${name}.ts`);
  const entries = files(TOP.entries);
  const options = ['./**', ...files([...TOP.common, ...TOP.options, ...TOP.entries]).map((file) => `!${file}`)];
  const known = [...DATA, 'chart'].map((folder) => `!./${folder}/**`);
  const paths = (names: readonly string[]) => names.map((name) => `src/${name}.ts`);
  return [
    rule(
      ['src/*.ts'],
      [...entries, './command.ts', './github/**', ACTIONS, ...files(TOP.action)],
      'a stage of the program knows neither GitHub nor an entry',
    ),
    rule(paths(TOP.common), ['./**'], 'what every folder may import imports nothing of the program'),
    rule(
      paths(TOP.options),
      [...options, ...entries, ...known, ACTIONS, 'node:fs', 'node:fs/promises'],
      'options know what can be asked and nothing of the stages',
    ),
    rule(paths(TOP.action), [...entries, './command.ts'], 'the Action knows nothing of the command'),
    off(['src/cli.ts', 'src/action.ts']),
  ];
}

function inNode(): Override {
  return off(IN_NODE);
}

function rule(includes: readonly string[], group: readonly string[], message: string): Override {
  return { includes, ...imports({ level: 'error', options: { patterns: [{ group, message }] } }) };
}

function off(includes: readonly string[]): Override {
  return { includes, ...imports('off') };
}

function imports(noRestrictedImports: unknown): Override {
  return { linter: { rules: { style: { noRestrictedImports } } } };
}
