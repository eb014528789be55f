/*
 * What `npm run test:quick` leaves out: whatever starts a program or a browser, and the files that took more than two
 * seconds by `npx vitest run --reporter=json`. A file is named where only some of its folder are slow.
 */

const FOLDERS = ['browser', 'change', 'dist', 'github', 'growth', 'mutations', 'release', 'threads'];

const FILES = [
  ...['cases', 'entries', 'failing', 'golden', 'openloop', 'priced', 'sides'],
  ...['docs/pages', 'explorer/cost', 'explorer/html', 'explorer/interaction'],
  ...[
    'identity/data',
    'identity/fates',
    'identity/files',
    'identity/laws',
    'init/initialise',
    'init/yamltext',
    'input/archive',
  ],
  ...['options/command', 'run/sweep'],
  ...['plot/asked', 'plot/browser', 'plot/comparison', 'plot/latency', 'plot/lost', 'plot/planes', 'plot/plot'],
  ...['plot/toomany', 'plot/tradeoff', 'plot/trend'],
  ...['regression/cost', 'regression/effect', 'regression/judgement', 'regression/remeasure', 'regression/trials'],
  ...['regression/variants', 'report/consistency', 'report/converted/converted', 'report/cost', 'report/own'],
  ...['report/raw/odd', 'report/raw/real', 'report/real', 'report/robust', 'report/statement', 'report/units'],
  ...['report/yaml', 'summary/comment', 'summary/comparison', 'summary/detail', 'summary/exports', 'summary/junit'],
  ...['summary/markdown', 'summary/terminal'],
];

/** What takes longest, which begins first. */
export const LONGEST: readonly string[] = [
  ...['github/faults', 'github/selftest', 'explorer/interaction', 'identity/files', 'github/baseline'],
  ...['change/change', 'threads/threads', 'dist/interrupted', 'dist/refused', 'github/subject', 'github/proxies'],
  ...['identity/laws', 'github/oddanswer', 'dist/package', 'dist/command', 'dist/documented', 'github/forks'],
  ...['github/meant', 'regression/trials', 'dist/pipe', 'github/race', 'github/report', 'github/comment'],
  ...['dist/cold', 'github/hostile', 'explorer/html', 'browser/comment', 'plot/planes', 'growth/manypoints'],
  ...['summary/detail', 'summary/comment', 'browser/phone'],
].map((file) => `test/${file}.test.ts`);

/** Globs of tests that are not quick. */
export const SLOW: readonly string[] = [
  ...FOLDERS.map((folder) => `test/${folder}/**/*.test.ts`),
  ...FILES.map((file) => `test/${file}.test.ts`),
];
