import { beforeAll, describe, expect, type TestContext, test } from 'vitest';
import { settleProxies } from '../../src/github/proxy.ts';
import { certify, HAS_OPENSSL, type TestCertificate } from './authority.ts';
import { type Behaviour, type StartedProxy, startProxy } from './connectproxy.ts';
import { WRITE } from './freshstandin.ts';
import { type StepResult, statusOf, step } from './runner.ts';
import type { Host } from './standin/fault.ts';
import { type Options, Standin } from './standin/standin.ts';
import { archiveOf, workspaceOf } from './sweep.ts';

/*
 * A runner that reaches GitHub through a proxy alone, which opens what goes through it: the hosts' names lead nowhere, and
 * only the proxy's own authority vouches for them. Whatever goes past the proxy, or does not trust it, is lost.
 */

type HostNamer = NonNullable<Options['nameOf']>;

const hidden: HostNamer = (host) => (host === 'web' ? 'https://github.localhost' : `https://${host}.bench.example`);
const HOSTS = ['api', 'results', 'storage'].map((name) => `${name}.bench.example`);
const ALL = new Set(HOSTS.map((host) => `${host}:443`));
const CREDENTIALS = 'robot:p@ss w/rd';
const WRITTEN = 'robot:p%40ss%20w%2Frd@';
const PASSWORD = /p@ss|p%40ss/;
const STACK = /^ +at /m;

let certified: TestCertificate;
beforeAll(() => {
  if (HAS_OPENSSL) certified = certify([...HOSTS, '127.0.0.1']);
});

/** A private repository with a pull request and a baseline in an artifact, behind a proxy. */
async function behindProxy(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  behaviour: Partial<Behaviour> = {},
  nameOf = hidden,
): Promise<{ github: Standin; proxy: StartedProxy }> {
  const github = await Standin.start({ private: true, nameOf });
  const proxy = await startProxy({ behind: github.behind, certified, ...behaviour });
  onTestFinished(async () => {
    await Promise.all([proxy.close(), github.close()]);
  });
  await github.repository.push('main', { a: '0' });
  await github.repository.open({ branch: 'topic', files: { b: '1' } });
  return { github, proxy };
}

/** A step that uses all that GitHub offers: an artifact, a page, pictures, a comment and what an earlier job has left. */
function everything(
  github: Standin,
  env: Readonly<Record<string, string>>,
  plots: 'tradeoff' | 'none' = 'none',
): Promise<StepResult> {
  return step(
    github,
    { name: 'pull_request', pull: 1 },
    {
      inputs: { reports: 'results', 'report-artifacts': 'bench-*', plots, comment: 'always' },
      permissions: WRITE,
      workspace: workspaceOf(1),
      env: { NODE_EXTRA_CA_CERTS: certified?.authority ?? '', ...env },
      before: (run) => github.repository.artifact(run, 'bench-a', archiveOf(1.01)),
      // Libraries look for proxies and authorities once in a process.
      dist: process.execPath,
    },
  );
}

const unmasked = ({ stdout, stderr }: StepResult) => stdout.replaceAll(/^::add-mask::.*$/gm, '') + stderr;

const PUBLISHED = [
  'images: off',
  'artifact: uploaded as pareto-report-benchmark',
  'html: uploaded',
  'comment: created',
];

describe.skipIf(!HAS_OPENSSL).concurrent('a proxy that opens TLS (needs openssl)', () => {
  test.for<[string, string, string, 'tradeoff' | 'none']>([
    ['http', 'https_proxy', '', 'tradeoff'],
    ['http', 'HTTPS_PROXY', WRITTEN, 'none'],
    ['https', 'https_proxy', WRITTEN, 'none'],
  ])('by %s, named by %s with “%s”: all goes through it, up and down', async (given, context) => {
    const [scheme, variable, written, plots] = given;
    const { github, proxy } = await behindProxy(context, {
      secure: scheme === 'https',
      ...(written === '' ? {} : { credentials: CREDENTIALS }),
    });
    const named = { [variable]: `${scheme}://${written}127.0.0.1:${proxy.port}` };
    const ended = await everything(github, named, plots);
    expect(ended.status, ended.stdout + ended.stderr).toBe(0);
    expect(statusOf(ended)).toEqual([plots === 'none' ? 'images: off' : 'images: ref', ...PUBLISHED.slice(1)]);
    expect(ended.outputs).toMatchObject({ runs: '6' });
    expect(new Set(proxy.asked)).toEqual(ALL);
    expect(unmasked(ended)).not.toMatch(PASSWORD);
    await github.check();
  });

  test('named without a scheme, beside a variable that names none: a warning, and all goes through it', async (context) => {
    const { github, proxy } = await behindProxy(context);
    const ended = await everything(github, {
      https_proxy: 'http://robot:50%@127.0.0.1:1',
      HTTPS_PROXY: `localhost:${proxy.port}`,
    });
    expect(statusOf(ended)).toEqual(PUBLISHED);
    expect(new Set(proxy.asked)).toEqual(ALL);
    expect(ended.stdout).toContain('::the variable https_proxy is ignored: expected a proxy’s address');
    expect(ended.stdout + ended.stderr).not.toContain('robot');
    await github.check();
  });

  test('whose authority the runner does not know: said so, with what to set', async (context) => {
    const { github, proxy } = await behindProxy(context);
    const named = { https_proxy: `http://127.0.0.1:${proxy.port}`, NODE_EXTRA_CA_CERTS: '' };
    const ended = await everything(github, named);
    expect(ended.stdout).toMatch(
      /comment not published: .*certificate.*, through the proxy 127\.0\.0\.1:\d+: is .* NODE_EXTRA_CA_CERTS/,
    );
    expect(ended.stdout + ended.stderr).not.toMatch(STACK);
  });
});

describe
  .skipIf(!HAS_OPENSSL)
  .concurrent('a proxy that refuses (needs openssl): what needs it is lost, and said', () => {
    test.for<[string, Partial<Behaviour>, RegExp]>([
      [
        'wants other credentials',
        { credentials: 'other:word' },
        /comment not published: .*\(the proxy 127\.0\.0\.1:\d+ answered 407: are user and password in its address\?\)/,
      ],
      [
        'lets nobody through to the API',
        { refused: { 'api.bench.example': 403 } },
        /comment not published: .*answered 403: does it let api\.bench\.example through\?/,
      ],
      [
        'lets nobody through to the artifacts',
        { refused: { 'results.bench.example': 403 } },
        /artifact not published: .*, through the proxy 127\.0\.0\.1:\d+/,
      ],
      [
        'lets nobody through to the storage',
        { refused: { 'storage.bench.example': 502 } },
        /artifact bench-a: it cannot be downloaded \(the proxy 127\.0\.0\.1:\d+ answered 502: does it let storage\./,
      ],
      [
        'never answers for the storage',
        { refused: { 'storage.bench.example': 0 } },
        /artifact not published: it took longer than \d+ s, through the proxy 127\.0\.0\.1:\d+/,
      ],
    ])('%s', async ([, behaviour, said], context) => {
      const { github, proxy } = await behindProxy(context, { credentials: CREDENTIALS, ...behaviour });
      const ended = await everything(github, { https_proxy: `http://${WRITTEN}127.0.0.1:${proxy.port}` });
      expect(ended.stdout).toMatch(said);
      expect(Number(ended.outputs.runs)).toBeGreaterThanOrEqual(3);
      expect(unmasked(ended)).not.toMatch(PASSWORD);
      expect(unmasked(ended)).not.toMatch(STACK);
    });

    test('is not there', async (context) => {
      const { github, proxy } = await behindProxy(context);
      await proxy.close();
      const ended = await everything(github, { https_proxy: `http://${WRITTEN}localhost:${proxy.port}` });
      expect(ended.stdout).toMatch(/comment not published: .*ECONNREFUSED.*, through the proxy localhost:\d+/);
      expect(unmasked(ended)).not.toMatch(PASSWORD);
      expect(unmasked(ended)).not.toMatch(STACK);
    });
  });

describe
  .skipIf(process.platform === 'win32')
  .concurrent('no_proxy (0.0.0.0 is no name of this machine on Windows)', () => {
    /** Another name of this machine than those which never go through a proxy. */
    const other: HostNamer = (host, url) => url.replace('127.0.0.1', host === 'web' ? 'github.localhost' : '0.0.0.0');

    test.for<[string, (storage: string) => string, readonly Host[]]>([
      ['nothing', () => '', ['api', 'results', 'storage']],
      ['all', () => '*', []],
      ['a domain, and another', () => 'corp.example, 0.0', []],
      ['host and port', (storage) => storage, ['api', 'results']],
    ])('names %s: it says the same for every request', async ([, written, through], context) => {
      const { github, proxy } = await behindProxy(context, {}, other);
      const ended = await everything(github, {
        http_proxy: `http://127.0.0.1:${proxy.port}`,
        no_proxy: written(new URL(github.urls.storage).host),
      });
      expect(statusOf(ended)).toEqual(PUBLISHED);
      expect(ended.outputs).toMatchObject({ runs: '6' });
      expect(new Set(proxy.asked)).toEqual(new Set(through.map((host) => new URL(github.urls[host]).host)));
      await github.check();
    });

    test('need not name loopback', async (context) => {
      const { github, proxy } = await behindProxy(context, {}, (host, url) =>
        host === 'web' ? url.replace('127.0.0.1', 'github.localhost') : url,
      );
      const address = `http://127.0.0.1:${proxy.port}`;
      const ended = await everything(github, { http_proxy: address, https_proxy: address });
      expect(statusOf(ended)).toEqual(PUBLISHED);
      expect(proxy.asked).toEqual([]);
      await github.check();
    });
  });

describe('variables that name proxies', () => {
  test('are written as every library reads them', () => {
    const env = {
      https_proxy: ' proxy.corp:3128 ',
      HTTP_PROXY: 'https://robot:a%2Fb@10.0.0.1',
      no_proxy: 'a',
      http_proxy: '',
    };
    expect(settleProxies(env)).toEqual({ secrets: ['a%2Fb', 'a/b'], faults: [] });
    expect(env).toEqual({
      https_proxy: 'http://proxy.corp:3128/',
      HTTP_PROXY: 'https://robot:a%2Fb@10.0.0.1/',
      no_proxy: 'a',
      http_proxy: '',
    });
  });

  test.each(['  ', '\t'])('one that is blank, %j, names none', (value) => {
    const env: NodeJS.ProcessEnv = { https_proxy: value };
    expect(settleProxies(env)).toEqual({ secrets: [], faults: [] });
    expect(env).toEqual({});
  });

  test.each(['http://:::', 'socks5://proxy.corp:1080', 'http://robot:50%@proxy.corp', 'http://', '%'])(
    '%s is none, and is not repeated',
    (value) => {
      const env: NodeJS.ProcessEnv = { HTTPS_PROXY: value };
      const { faults, secrets } = settleProxies(env);
      expect([env, secrets]).toEqual([{}, []]);
      expect(faults).toHaveLength(1);
      expect(faults.join()).toMatch(/^the variable HTTPS_PROXY is ignored: /);
      expect(faults.join()).not.toContain('robot');
    },
  );
});
