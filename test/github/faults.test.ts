import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLE } from '../dist/spawn.ts';
import { PULL, WRITE } from './freshstandin.ts';
import { ODD, requestsOf } from './oddanswer.ts';
import { type Step, type StepResult, statusOf, step } from './runner.ts';
import { type Fault, type FaultTrigger, faults } from './standin/fault.ts';
import { Standin } from './standin/standin.ts';

/*
 * GitHub fails in one way after the other. Each time the feature that met it is lost alone, and says so; the verdict,
 * the rest of the report and the end of the job stand.
 */

/** One run that misses its bound, without pictures. */
const FAILING = {
  reports: join(EXAMPLE, 'pd-disaggregation.setup_1r-tp2'),
  plots: 'none',
  thresholds: 'output-throughput>=1e6',
};
const PICTURES = { ...FAILING, plots: 'tradeoff' };
/** What was given up goes on as it may, and waiting is done beside each other: each has a process of its own. */
const APART = { dist: process.execPath };
/** What the program needs for itself on a machine that is busy, in ms. */
const OWN_TIME = 25_000;

const COMMENTS: FaultTrigger = { path: '/issues/1/comments' };
const CREATE: FaultTrigger = { ...COMMENTS, method: 'POST' };

type FaultPlan = readonly (readonly [FaultTrigger, Fault])[];

interface FaultedStep extends StepResult {
  readonly github: Standin;
  readonly lines: readonly string[];
  /** Wall time in ms. */
  readonly took: number;
}

/** Runs the Action on a pull request while GitHub fails, and asserts what must hold whatever fails. */
async function under(
  injected: FaultPlan,
  inputs: Readonly<Record<string, string>> = FAILING,
  given: Partial<Step> = {},
  prepare: (github: Standin) => Promise<void> = async () => {},
): Promise<FaultedStep> {
  const github = await Standin.start({ private: true });
  try {
    await github.repository.push('main', { 'README.md': 'hello' });
    await github.repository.open({ branch: 'topic', files: { a: '1' } });
    await prepare(github);
    for (const [when, fault] of injected) github.inject(when, fault);
    const started = performance.now();
    const ended = await step(github, PULL, { inputs, permissions: WRITE, ...given });
    const took = performance.now() - started;
    const said = ended.stdout + ended.stderr;
    // The verdict is that of the measurements, whatever GitHub does.
    expect({ status: ended.status, verdict: ended.outputs.verdict }, said).toEqual({
      status: 1,
      verdict: 'regression',
    });
    expect(said).toMatch(/^::error title=pareto-report%3A regression::the gate failed: /m);
    expect(said).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
    expect(ended.summary).toContain('Regression');
    // 20 s of waiting in all.
    expect(took).toBeLessThan(20_000 + OWN_TIME);
    await github.check();
    return { ...ended, github, lines: statusOf(ended), took };
  } finally {
    await github.close();
  }
}

/** What a sentence calls a feature; others are called as they are. */
const SPOKEN: Readonly<Record<string, string>> = { images: 'pictures' };

/** Asserts that a feature is said to have failed for a reason, wherever somebody may look; `to` is where that shows. */
function saysWhy({ lines, stdout, summary }: FaultedStep, feature: string, reason: string): void {
  expect(lines.filter((line) => line.startsWith(`${feature}: `))).toEqual([`${feature}: failed (${reason})`]);
  expect(stdout).toContain(
    `::warning title=pareto-report%3A publishing::${SPOKEN[feature] ?? feature} not published: ${reason}\n`,
  );
  expect(plain(summary)).toContain(`### Publishing`);
  expect(plain(summary)).toContain(`${SPOKEN[feature] ?? feature} not published: ${reason}`);
}

/** Markdown as it is read: characters that were escaped. */
function plain(markdown: string): string {
  return markdown
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\\([\\`*_{}[\]()#+\-.!|~<>&@:])/g, '$1')
    .replaceAll('\u200b', '')
    .replaceAll('\u2060', '');
}

const bodies = ({ github }: FaultedStep) => [...github.repository.comments.values()].map(({ body }) => body);
const ARTIFACT = 'artifact: uploaded as pareto-report-benchmark';
const HTML = 'html: uploaded';
const NO_HTML = 'html: not uploaded, since the artifact was not';

describe('a comment', () => {
  test.each<readonly [string, FaultPlan]>([
    ['a secondary limit with a short wait', [[CREATE, faults.secondaryLimit(1)]]],
    ['502 twice', [[{ ...COMMENTS, method: 'GET', times: 2 }, faults.serverError()]]],
    ['a connection that drops after the deed', [[CREATE, faults.drop(true)]]],
    ['a page of a proxy instead of our name', [[{ path: '/graphql' }, faults.garbage()]]],
  ])('%s: there is one, all the same', async (_, injected) => {
    const ran = await under(injected);
    expect(ran.lines).toEqual(['images: off', ARTIFACT, HTML, expect.stringMatching(/^comment: (created|unchanged)$/)]);
    expect(bodies(ran)).toHaveLength(1);
    expect(ran.summary).not.toContain('### Publishing');
    const [only] = ran.github.repository.comments.values();
    expect(ran.outputs['comment-url']).toContain(`issuecomment-${only?.id}`);
  });

  test.each<readonly [string, FaultPlan, string]>([
    [
      'a secondary limit with a long wait',
      [[CREATE, faults.secondaryLimit(600)]],
      'GitHub’s rate limit asks for a wait of 600 s: run the job again later',
    ],
    [
      'one that is too long',
      [
        [
          CREATE,
          {
            kind: 'answer',
            status: 422,
            body: {
              message: 'Validation Failed',
              errors: [
                {
                  resource: 'IssueComment',
                  code: 'unprocessable',
                  field: 'data',
                  message: 'Body is too long (maximum is 65536 characters)',
                },
              ],
              documentation_url: 'https://docs.github.com/rest',
            },
          },
        ],
      ],
      'GitHub answered 422 (Body is too long (maximum is 65536 characters))',
    ],
  ])('%s: it is lost, and nothing else', async (_, injected, reason) => {
    const ran = await under(injected);
    saysWhy(ran, 'comment', reason);
    expect(ran.lines).toContain(ARTIFACT);
    expect(bodies(ran)).toEqual([]);
  });
});

describe('a permission that is missing', () => {
  const lacks = (permission: string) =>
    `the token lacks ${permission} (Resource not accessible by integration): add it under permissions: of the job`;

  test('pull-requests: write, for the comment', async () => {
    const ran = await under([], FAILING, { permissions: { ...WRITE, 'pull-requests': 'read' } });
    saysWhy(ran, 'comment', lacks('pull-requests: write'));
    expect(ran.lines).toContain(ARTIFACT);
  });

  test('contents: write, for the pictures', async () => {
    const ran = await under([], PICTURES, { permissions: { 'pull-requests': 'write', contents: 'read' } });
    const reason = lacks('contents: write');
    saysWhy(ran, 'images', reason);
    expect(ran.lines).toEqual([`images: failed (${reason})`, ARTIFACT, HTML, 'comment: created']);
    // The comment says it too, and shows the front in characters.
    expect(plain(bodies(ran)[0] ?? '')).toContain(`pictures not published: ${reason}`);
    expect(bodies(ran)[0]).toMatch(/```text\n[\s\S]*tok\/s/);
    expect(bodies(ran)[0]).not.toMatch(/<img|!\[/);
  });

  test.each([
    ['actions: read', { 'pull-requests': 'write', contents: 'read' } as const],
    ['contents: read', { 'pull-requests': 'write', actions: 'read' } as const],
  ])('%s, for the baseline', async (permission, permissions) => {
    const ran = await under([], { ...FAILING, baseline: 'auto' }, { permissions });
    const reason = lacks(permission);
    expect(ran.outputs.baseline).toBe('none');
    const said = `baseline auto: cannot be read: ${reason}; nothing is compared`;
    expect(ran.stdout).toContain(`::warning title=pareto-report%3A baseline-error::${said}`);
    expect(plain(ran.summary)).toContain(reason);
    expect(ran.lines).toEqual([`baseline: not read (${reason})`, 'images: off', ARTIFACT, HTML, 'comment: created']);
    expect(plain(bodies(ran)[0] ?? '')).toContain(reason);
  });

  test('actions: read, for report artifacts', async () => {
    const inputs = { ...FAILING, 'report-artifacts': 'bench-*' };
    const ran = await under([], inputs, { permissions: { 'pull-requests': 'write', contents: 'write' } });
    const reason = lacks('actions: read');
    expect(ran.stdout).toContain(reason);
    expect(plain(ran.summary)).toContain(reason);
    expect(ran.lines.at(-1)).toBe('comment: created');
  });

  test('several: all are named in one note, with the lines to paste', async () => {
    const inputs = { ...PICTURES, baseline: 'auto' };
    const ran = await under([], inputs, { permissions: { contents: 'read' } });
    const notes = ran.stdout.split('\n').filter((line) => line.includes('title=pareto-report%3A publishing'));
    const lines = ['contents: write # pictures', 'actions: read # baseline', 'pull-requests: write # comment'];
    expect(notes).toHaveLength(1);
    for (const line of lines) expect(notes[0]).toContain(`%0A  ${line}`);
    const block = /```yaml\n([\s\S]*?)```/.exec(ran.summary)?.[1]?.replace(/^ {2}/gm, '') ?? '';
    expect(block).toMatch(/^permissions:\n/);
    for (const line of lines) expect(block).toContain(`  ${line}\n`);
    expect(block).not.toContain('contents: read');
    expect(plain(ran.summary)).toContain('lacks actions: read, contents: write and pull-requests: write');
  });

  test('a token that GitHub does not know', async () => {
    const ran = await under([], { ...FAILING, 'github-token': 'ghs_of_yesterday' });
    saysWhy(ran, 'comment', 'GitHub rejects the token (Bad credentials): check the input github-token');
    expect(ran.stdout).toMatch(/^::add-mask::ghs_of_yesterday$/m);
    expect(ran.stdout.replaceAll('::add-mask::ghs_of_yesterday', '')).not.toContain('ghs_of_yesterday');
    expect(ran.lines).toContain(ARTIFACT);
  });
});

describe('pictures', () => {
  const REFS: FaultTrigger = { method: 'POST', path: '/git/refs' };

  test('a ruleset that refuses refs: a branch is taken', async () => {
    const ran = await under([[REFS, faults.ruleset()]], PICTURES);
    expect(ran.lines).toEqual(['images: branch', ARTIFACT, HTML, 'comment: created']);
    expect(ran.outputs['image-urls']?.split('\n')).toHaveLength(2);
    expect(ran.summary).not.toContain('### Publishing');
  });

  test('a ruleset that refuses branches too: a plot in characters, and why', async () => {
    const ran = await under([[{ ...REFS, times: 2 }, faults.ruleset()]], PICTURES);
    const reason =
      'a ruleset of the repository forbids it (Repository rule violations found Cannot create ref due to creations being restricted.)';
    saysWhy(ran, 'images', reason);
    expect(ran.outputs['image-urls']).toBe('');
    for (const text of [ran.summary, bodies(ran)[0] ?? '']) {
      expect(text).not.toMatch(/<img|!\[/);
      expect(plain(text)).toContain(`pictures not published: ${reason}`);
    }
    expect(bodies(ran)[0]).toMatch(/```text\n[\s\S]*tok\/s/);
  });

  test('one upload that fails for good ends the uploads', async () => {
    const when: FaultTrigger = { method: 'POST', path: '/git/blobs', times: Number.POSITIVE_INFINITY };
    const ran = await under([[when, faults.serverError()]], PICTURES);
    saysWhy(ran, 'images', 'GitHub answered 502 (Server Error)');
    expect(ran.github.requests.filter(({ path }) => path.includes('/git/'))).toHaveLength(3);
    expect(ran.lines.at(-1)).toBe('comment: created');
  });
});

const SERVICE = (method: string): FaultTrigger => ({
  host: 'results',
  path: `/${method}`,
  times: Number.POSITIVE_INFINITY,
});

/** It is lost within seconds, and nothing else. */
function isLost(ran: FaultedStep, reason: RegExp): void {
  const why = /^artifact: failed \((.*)\)$/.exec(ran.lines[1] ?? '')?.[1] ?? '';
  expect(why).toMatch(reason);
  saysWhy(ran, 'artifact', why);
  // The library that uploads has words of its own: one warning is enough.
  expect(ran.stdout.match(/^::warning/gm)).toHaveLength(1);
  expect(ran.lines.slice(2)).toEqual([NO_HTML, 'comment: created']);
  expect(bodies(ran)[0]).not.toContain('/artifacts/');
  expect(ran.took).toBeLessThan(10_000 + OWN_TIME);
}

describe('an artifact', () => {
  const QUICK: readonly (readonly [string, FaultPlan, RegExp])[] = [
    [
      'refused',
      [[SERVICE('CreateArtifact'), { kind: 'answer', status: 403, body: { code: 'permission_denied', msg: 'no' } }]],
      /^Failed to CreateArtifact: .*403.*: no$/,
    ],
    [
      'an answer of another form',
      [[SERVICE('CreateArtifact'), { kind: 'answer', status: 200, body: { ok: null, signed_upload_url: {} } }]],
      /^(?!.*(undefined|\[object)).+$/,
    ],
    [
      'no id in the end',
      [[SERVICE('FinalizeArtifact'), { kind: 'answer', status: 200, body: [] }]],
      /^(?!.*(undefined|\[object)).+$/,
    ],
  ];

  test.each(QUICK)('%s: it is lost within seconds, and nothing else', async (_, injected, reason) => {
    isLost(await under(injected), reason);
  });
});

describe('a baseline', () => {
  test.each<readonly [string, FaultPlan, string]>([
    ['502 for ever', [[{ path: '/compare/', times: 3 }, faults.serverError()]], 'GitHub answered 502 (Server Error)'],
    [
      'a garbled answer, for ever',
      [[{ path: '/compare/', times: 3 }, faults.garbage()]],
      'GitHub does not answer (the answer is not JSON)',
    ],
    [
      'an empty repository',
      [
        [
          { path: '/commits', times: 1 },
          { kind: 'answer', status: 409, body: { message: 'Git Repository is empty.' } },
        ],
      ],
      'the repository is empty: push a commit first',
    ],
  ])('%s: there is none, and why; the absolute bound is judged', async (_, injected, reason) => {
    const ran = await under(injected, { ...FAILING, baseline: 'auto' });
    expect(ran.outputs.baseline).toBe('none');
    expect(plain(ran.summary)).toContain(reason);
    expect(ran.lines.at(-1)).toBe('comment: created');
  });
});

describe('answers of another form', () => {
  const REPO = '/repos/{owner}/{repo}';
  test.each(['members that are null', 'an object for a list, a list for an object', 'a 204'])('%s', async (name) => {
    const operations = [
      `GET ${REPO}/compare/{basehead}`,
      `POST ${REPO}/git/trees`,
      `GET ${REPO}/issues/{issue_number}/comments`,
    ];
    const odd = faults.altered(ODD[name] ?? (() => ({ status: 200 })));
    const injected = operations.map((operation) => [requestsOf(operation), odd] as const);
    const ran = await under(injected, { ...PICTURES, baseline: 'auto' });
    const wrong = 'GitHub’s answer does not have the form that it documents (';
    const starts = ['baseline: not read', 'images: failed', ARTIFACT, HTML, 'comment: failed'];
    expect(ran.lines.map((line) => line.replace(/ \(.*/, ''))).toEqual(starts);
    for (const line of ran.lines.filter((one) => one.includes('('))) expect(line).toContain(`(${wrong}`);
    expect(ran.stdout + ran.stderr).not.toMatch(/undefined|\[object|Cannot read/);
    expect(ran.outputs['report-json']).toMatch(/report\.json$/);
  });

  test('a token that expires in the middle: each feature says so once, and asks no further', async () => {
    const expired: Fault = { kind: 'answer', status: 401, body: { message: 'Bad credentials', status: '401' } };
    const ran = await under([[{ skip: 2, times: Number.POSITIVE_INFINITY }, expired]], PICTURES);
    const reason = 'GitHub rejects the token (Bad credentials): check the input github-token';
    expect(ran.lines).toEqual([`images: failed (${reason})`, ARTIFACT, HTML, `comment: failed (${reason})`]);
    // One picture's; our name, and the comments.
    expect(ran.github.requests.filter(({ fault }) => fault)).toHaveLength(1 + 2);
  });
});

// Each waits for as long as there is patience.
describe.concurrent('waited for', { timeout: 180_000 }, () => {
  test('everything at once fails, for ever: the job ends, with its verdict', async () => {
    const inputs = { ...PICTURES, baseline: 'auto', 'report-artifacts': 'bench-*' };
    const ran = await under([[{ times: Number.POSITIVE_INFINITY }, faults.slow(60_000)]], inputs, APART);
    expect(ran.lines.map((line) => line.replace(/ \(.*/, ''))).toEqual([
      'artifacts bench-*: not read',
      'baseline: not read',
      'images: failed',
      'artifact: failed',
      NO_HTML,
      'comment: failed',
    ]);
    // Each has been waited for ten seconds; then the time is over, and nothing else is begun.
    expect(ran.github.requests).toHaveLength(2);
    expect(ran.outputs['report-json']).toMatch(/report\.json$/);
  });

  test('a GitHub that does not answer costs the patience that there is, and no more', async () => {
    const ran = await under([[{ times: Number.POSITIVE_INFINITY }, faults.slow(60_000)]], FAILING, APART);
    saysWhy(ran, 'comment', 'gave up waiting for GitHub (10 s for one feature, 20 s in all)');
    expect(ran.github.requests.filter(({ host }) => host === 'api')).toHaveLength(1);
  });

  test.each<readonly [string, FaultPlan]>([
    [
      'the service fails for ever',
      [[SERVICE('CreateArtifact'), { kind: 'answer', status: 503, body: { code: 'unavailable', msg: 'busy' } }]],
    ],
    [
      'the storage fails for ever',
      [[{ host: 'storage', method: 'PUT', times: Number.POSITIVE_INFINITY }, faults.serverError(503)]],
    ],
    [
      'the storage does not answer',
      [[{ host: 'storage', method: 'PUT', times: Number.POSITIVE_INFINITY }, faults.slow(120_000)]],
    ],
  ])('%s: it is lost within seconds, and nothing else', async (_, injected) => {
    isLost(await under(injected, FAILING, APART), /^it took longer than 1[0-2] s$/);
  });
});
