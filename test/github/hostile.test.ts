import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { emptyFolder } from '../dist/spawn.ts';
import { hostileName } from '../hostile.ts';
import { host, v01 } from '../report/texts.ts';
import { github, standinForEach, WRITE, withPull } from './freshstandin.ts';
import { type StepResult, step } from './runner.ts';
import { archiveOf, reportOf } from './sweep.ts';
import { zip } from './zip.ts';

/*
 * Reports and artifacts made by somebody who means ill. Nothing gets out of its cell, its folder or its line of the log.
 */

standinForEach({ private: true }, withPull);

/** Runs the report job on a pull request, in a run that has these artifacts. */
function report(
  inputs: Readonly<Record<string, string>>,
  artifacts: Readonly<Record<string, Buffer>> = {},
  workspace = emptyFolder(),
): Promise<StepResult> {
  return step(
    github,
    { name: 'pull_request', pull: 1 },
    {
      inputs: { plots: 'none', thresholds: 'output-throughput>=1', ...inputs },
      permissions: WRITE,
      workspace,
      before: (run) => {
        for (const [name, bytes] of Object.entries(artifacts)) github.repository.artifact(run, name, bytes);
      },
    },
  );
}

describe('names', () => {
  /** What somebody would put into a name to get out of it, and what must never be seen of it as it stands. */
  const NAMES = [
    '](http://evil.example/) ![x](http://evil.example/p.png)',
    '<img src=x onerror=alert(1)><script>alert(2)</script>',
    '--><!-- pareto-report: other -->',
    '@octo/maintainers #1 GH-2 octo/bench#3',
    '`code` | cell | <details>',
    '\n::error::pwned\n::set-output name=verdict::pass\n##[error]pwned',
    '\r\n::add-mask::a\r::stop-commands::x',
    '%0A::warning::pwned',
    '\u202egnp.exe\u2066',
    '```\n# heading',
  ];
  const RANDOM = fc.sample(hostileName, { numRuns: 12, seed: 20_261_124 });

  test('through comment, job summary and log', async () => {
    const workspace = emptyFolder();
    for (const [index, name] of [...NAMES, ...RANDOM].entries()) {
      const document = v01({
        'scenario.model.name': index % 2 === 0 ? name : 'plain',
        'scenario.host': host({ replica: 1 }, { model: name, count: 1, parallelism: { tp: 1 } }),
        'scenario.load.args.max_concurrency': index + 1,
      });
      put(workspace, `reports/${fileName(name, index)}/benchmark_report.yaml`, dump(document));
      put(workspace, `reports/broken-${fileName(name, index)}/benchmark_report.yaml`, `version: '0.1'\n? [${name}`);
    }
    const ended = await report({ reports: 'reports', comment: 'always' }, {}, workspace);
    expect(ended.stderr).toBe('');
    expect(Number(ended.outputs.runs), ended.stdout).toBeGreaterThan(8);
    const [comment] = github.repository.comments.values();
    for (const text of [comment?.body ?? '', ended.summary]) {
      // Code, in fences and out of them, is text as it stands.
      const outside = text.replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '').replace(/(`+)[^\n]*?[^`]\1(?!`)/g, '');
      expect(outside).not.toMatch(/<(img|script)/i);
      // Links are ours alone.
      for (const [, url] of outside.matchAll(/<a [^>]*?href="([^"]*)/gi))
        expect(url).toMatch(
          /^#benchmark-scenario-|^https:\/\/github\.com\/pareto-report\/pareto-report\/blob\/v1\/docs\/problems\.md#|^http:\/\/github\.localhost:\d+\/octo\/bench\//,
        );
      expect(outside).not.toMatch(/(^|[^\\])!?\[[^\]\n]*\]\(http:\/\/evil/);
      expect(outside).not.toMatch(/(^|[\s(|])@octo/);
      expect(outside).not.toMatch(/(^|[\s(|])(#|GH-)\d/m);
      // The comment's marker, and the run's.
      expect(text.match(/<!--/g)?.length ?? 0).toBeLessThanOrEqual(2);
      expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      expect(text.match(/<details/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    }
    obeysNothing(ended.stdout);
    await github.check();
  });

  test('of artifacts, and of files in them', async () => {
    const files = NAMES.filter((name) => !/[\\\r\n]/.test(name)).map((name, i) => ({
      name: `${name.replaceAll('/', '_')}/${i}/benchmark_report.yaml`,
      bytes: dump(v01({ 'scenario.host': host({ replica: 1 }), 'scenario.load.args.max_concurrency': i + 1 })),
    }));
    const ended = await report(
      { reports: '', 'report-artifacts': '*' },
      { 'bench-%0A::error::pwned <img>': zip(files) },
    );
    expect(ended.stderr).toBe('');
    expect(ended.outputs.runs).toBe(String(files.length));
    obeysNothing(ended.stdout);
    expect(ended.summary).not.toMatch(/<(img|script)/i);
    await github.check();
  });

  function put(folder: string, path: string, text: string): void {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** As much of a name as a file system takes. */
  function fileName(name: string, index: number): string {
    return `${name.replace(/[/\0]/g, '_').slice(0, 40)} ${index}`;
  }
});

/** Lines that the runner would obey, from where it is told to obey none. */
function obeysNothing(stdout: string): void {
  let word: string | null = null;
  const obeyed = stdout.split(/\r\n|\n|\r/).filter((line) => {
    const stop = /^::stop-commands::(.+)$/.exec(line)?.[1];
    if (word === null && stop !== undefined) word = stop;
    else if (word !== null && line === `::${word}::`) word = null;
    return word === null;
  });
  const commands = obeyed.filter((line) => /^\s*(::|##\[)/.test(line) && !line.startsWith('::stop-commands::'));
  for (const line of commands) {
    expect(line).toMatch(
      /^::(add-mask|debug|group|endgroup|[0-9a-f-]{36}|(error|warning|notice)( title=pareto-report[^:]*)?)::/,
    );
    expect(line).not.toMatch(/^::\w+( [^:]*)?::pwned/);
  }
}

const encrypted = zip([{ name: 'x.yaml', bytes: 'secret' }]);
for (const [signature, flags] of [
  ['PK\x03\x04', 6],
  ['PK\x01\x02', 8],
] as const) {
  encrypted.writeUInt16LE(
    encrypted.readUInt16LE(encrypted.indexOf(signature) + flags) | 1,
    encrypted.indexOf(signature) + flags,
  );
}
const HOSTILE: Readonly<Record<string, readonly [Buffer, RegExp]>> = {
  'bench-way-out': [zip([{ name: '../../../../out.yaml', bytes: 'x: 1' }]), /invalid relative path/],
  'bench-absolute': [zip([{ name: '/tmp/pareto-report-escaped.yaml', bytes: 'x: 1' }]), /absolute path/],
  'bench-backslash': [zip([{ name: '..\\..\\out.yaml', bytes: 'x: 1' }]), /invalid characters/],
  'bench-link': [
    zip([{ name: 'l.yaml', bytes: '/etc/passwd', mode: 0o120777 }]),
    /“l\.yaml” in it is a link or a device/,
  ],
  'bench-device': [zip([{ name: 'd.yaml', bytes: '', mode: 0o20666 }]), /“d\.yaml” in it is a link or a device/],
  'bench-encrypted': [encrypted, /“x\.yaml” in it is encrypted/],
  'bench-bomb': [
    zip([{ name: 'b.yaml', bytes: Buffer.alloc(64 * 2 ** 20) }]),
    /would unpack to far more than an archive of its size should/,
  ],
  'bench-many': [
    zip(Array.from({ length: 20_001 }, (_, i) => ({ name: `${i}.yaml`, bytes: '' }))),
    /holds more than 20000 files/,
  ],
  'bench-cut': [archiveOf(1).subarray(0, 900), /it was not read: /],
  'bench-empty-promise': [
    zip([{ name: 'h.yaml', bytes: 'x', size: 0xffff_0000 }]),
    /would unpack to far more than an archive of its size should/,
  ],
};
/** Archives whose list of files is honest, and a file in them is not. */
const LIES: Readonly<Record<string, readonly [Buffer, RegExp]>> = {
  'bench-small-lie': [
    zip([{ name: 'benchmark_report.yaml', bytes: Buffer.alloc(100 * 2 ** 20, ' '), size: 100 }]),
    /too many bytes/,
  ],
  'bench-checksum': [zip([{ name: 'benchmark_report.yaml', bytes: 'version: "0.1"', crc: 7 }]), /checksum/],
  'bench-noise': [zip([{ name: 'benchmark_report.yaml', bytes: randomBytes(5000) }]), /./],
};

describe('artifacts', () => {
  test('each is refused by name and reason; the good one between them is read; nothing is written elsewhere', async () => {
    const all = Object.fromEntries(
      [...Object.entries(HOSTILE), ...Object.entries(LIES)].map(([name, [bytes]]) => [name, bytes]),
    );
    const workspace = emptyFolder();
    const around = new Set(readdirSync(dirname(workspace)));
    // More would be needed to hold what they unpack to.
    const ended = await step(
      github,
      { name: 'pull_request', pull: 1 },
      {
        inputs: { reports: '', plots: 'none', 'report-artifacts': 'bench-*', thresholds: 'output-throughput>=1' },
        permissions: WRITE,
        workspace,
        env: { NODE_OPTIONS: '--max-old-space-size=192' },
        before: (run) => {
          for (const [name, bytes] of Object.entries({ ...all, 'bench-good': archiveOf(1) })) {
            github.repository.artifact(run, name, bytes);
          }
        },
      },
    );
    expect(ended.status, ended.stdout + ended.stderr).toBe(0);
    expect(ended.outputs).toMatchObject({ runs: '3', verdict: 'pass' });
    expect(ended.stdout + ended.stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
    const said = reportOf(ended).problems.map((problem) => JSON.stringify(problem));
    for (const [name, [, reason]] of Object.entries({ ...HOSTILE, ...LIES })) {
      const own = said.filter((text) => text.includes(name)).join('\n');
      expect(own, name).toMatch(reason);
    }
    expect(readdirSync(workspace)).toEqual(['pareto-report']);
    expect(existsSync('/tmp/pareto-report-escaped.yaml')).toBe(false);
    expect(existsSync(join(workspace, '../out.yaml'))).toBe(false);
    expect(
      readdirSync(dirname(workspace)).filter((name) => !around.has(name) && /out|escape|passwd/.test(name)),
    ).toEqual([]);
    await github.check();
  });

  test('a single file that was stored without an archive', async () => {
    const report1 = dump(v01({ 'scenario.host': host({ replica: 1 }) }));
    const ended = await report(
      { reports: '', 'report-artifacts': '*.yaml' },
      { 'benchmark_report.yaml': Buffer.from(report1) },
    );
    expect(ended.outputs.runs, ended.stdout).toBe('1');
    await github.check();
  });
});
