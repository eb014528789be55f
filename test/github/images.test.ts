import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { occasionOf } from '../../src/github/occasion.ts';
import type { Unavailable } from '../../src/github/unavailable.ts';
import { type HostedImages, hostImages, type Image, type ImagePlace } from '../../src/publish/images.ts';
import { clientOf } from './client.ts';
import { github, standinForEach, startStandin, withMain } from './freshstandin.ts';
import { type Fault, type FaultTrigger, faults } from './standin/fault.ts';

/*
 * Pictures on a ref of their own, whatever goes wrong on the way: against the stand-in, without the program around.
 */

standinForEach({}, withMain);

const RUN = 77;
const STEP = '1a2b3c4d';
const REF = `pareto-report/runs/${new Date().toISOString().slice(0, 10)}-run-${RUN}-1-${STEP}-bench`;
const REFS: FaultTrigger = { method: 'POST', path: '/git/refs' };
const PLOT = Buffer.from('\x89PNG of a front');

function host(
  places: readonly ImagePlace[] = ['ref', 'branch'],
  bytes: Uint8Array = PLOT,
  images: readonly Image[] = [{ path: 'plots/a-light.png', bytes }],
  step = STEP,
): Promise<HostedImages> {
  const env = {
    GITHUB_REPOSITORY: github.repository.fullName,
    GITHUB_RUN_ID: String(RUN),
    GITHUB_SERVER_URL: github.urls.web,
  };
  const occasion = occasionOf({ env, payload: {}, publishes: false });
  if (occasion === null) throw new Error('no job');
  const owner = { occasion, key: 'bench', step };
  return hostImages(clientOf(github, { contents: 'write' }), owner, images, places);
}

/** What a reader finds at the only URL. */
async function seen({ urls }: HostedImages): Promise<Buffer> {
  const [url = ''] = urls.values();
  return Buffer.from(await (await fetch(url)).arrayBuffer());
}

const refs = async () =>
  (await github.repository.bare.refs()).map(({ ref }) => ref).filter((ref) => ref.includes('pareto'));

test.each<readonly [string, FaultTrigger, Fault]>([
  ['502 twice', { path: '/git/blobs', times: 2 }, faults.serverError()],
  ['half a connection', { path: '/git/trees' }, faults.drop()],
  ['a ref whose answer is lost', REFS, faults.drop(true)],
  ['a commit whose answer is lost', { path: '/git/commits' }, faults.drop(true)],
  ['a limit that ends', { path: '/git/trees' }, faults.secondaryLimit(1)],
  ['a page of a proxy', { path: '/git/blobs' }, faults.garbage()],
])('%s: they are there, on a ref', async (_, when, fault) => {
  github.inject(when, fault);
  const hosted = await host();
  expect(hosted.place).toBe('ref');
  expect(await seen(hosted)).toEqual(PLOT);
  expect(await refs()).toEqual([`refs/${REF}`]);
  await github.check();
});

test('a commit of the pictures alone: no parent, signed by GitHub, under names of their content', async () => {
  const main = await github.repository.bare.resolve('refs/heads/main');
  const { urls } = await host();
  const [url = ''] = urls.values();
  const hash = createHash('sha256').update(PLOT).digest('hex').slice(0, 8);
  const [commit] = await github.repository.bare.commits(`refs/${REF}`);
  expect(url).toBe(`${github.urls.web}/octo/bench/blob/${commit?.sha}/plots/a-light-${hash}.png?raw=true`);
  expect(commit).toMatchObject({ parents: [], committer: { name: 'GitHub' } });
  expect(github.repository.signed).toContain(commit?.sha);
  const files = await github.repository.bare.git(['ls-tree', '-r', '--name-only', `refs/${REF}`]);
  expect(files.trim()).toBe(`plots/a-light-${hash}.png`);
  expect(await github.repository.bare.resolve('refs/heads/main')).toBe(main);
  // An object each, and no request to look whether anything is there.
  expect(github.requests.map(({ method, path }) => `${method} ${path.replace(/.*(?=\/git\/)/, '')}`)).toEqual([
    'POST /git/blobs',
    'POST /git/trees',
    'POST /git/commits',
    'POST /git/refs',
  ]);
});

test('one request after the other, as GitHub asks of those that write', async () => {
  let meanwhile = 0;
  github.inject(
    { path: '/git/blobs' },
    faults.meanwhile(async () => {
      await sleep(200);
      meanwhile = github.requests.length;
    }),
  );
  const images = ['a', 'b', 'c'].map((name) => ({ path: `plots/${name}.png`, bytes: Buffer.from(name) }));
  await host(['ref'], PLOT, images);
  expect(meanwhile).toBe(1);
  await github.check();
});

test('two reports of one run and key keep the pictures of both', async () => {
  const first = await host();
  const second = await host(['ref'], Buffer.from('another'), undefined, '5e6f7a8b');
  await github.repository.bare.git(['gc', '--prune=now', '--quiet']);
  expect(await refs()).toHaveLength(2);
  expect(await seen(first)).toEqual(PLOT);
  expect((await seen(second)).toString()).toBe('another');
  await github.check();
});

test('a ref that is there from an earlier try is moved', async () => {
  const before = await host();
  const after = await host(['ref'], Buffer.from('another'));
  expect(await refs()).toEqual([`refs/${REF}`]);
  expect((await seen(after)).toString()).toBe('another');
  expect([...after.urls.values()]).not.toEqual([...before.urls.values()]);
  await github.check();
});

test('a ref that moves while it is moved, and one that is deleted', async () => {
  await host();
  github.inject(
    { method: 'PATCH', path: '/git/refs' },
    faults.meanwhile(() => github.repository.bare.deleteRef(`refs/${REF}`)),
  );
  expect(await seen(await host(['ref'], Buffer.from('another')))).toEqual(Buffer.from('another'));
  const other = await github.repository.push('elsewhere', { b: '1' });
  github.inject(
    { method: 'PATCH', path: '/git/refs' },
    faults.meanwhile(() => github.repository.bare.setRef(`refs/${REF}`, other)),
  );
  expect(await seen(await host(['ref']))).toEqual(PLOT);
  await github.check();
});

test('a ruleset that refuses refs: a branch, where one may be taken', async () => {
  github.inject(REFS, faults.ruleset());
  const hosted = await host();
  expect(hosted.place).toBe('branch');
  expect(await refs()).toEqual([`refs/heads/${REF}`]);
  expect(await seen(hosted)).toEqual(PLOT);
  github.inject(REFS, faults.ruleset());
  await expect(host(['ref'])).rejects.toThrow(/a ruleset of the repository forbids it .*creations being restricted/);
  expect(await refs()).toEqual([`refs/heads/${REF}`]);
  await github.check();
});

test('GitHub that fails is no reason to take a branch', async () => {
  github.inject({ ...REFS, times: 3 }, faults.serverError());
  const error = await host().catch((thrown: Unavailable) => thrown);
  expect(error).toMatchObject({ kind: 'unanswered', message: 'GitHub answered 502 (Server Error)' });
  expect(await refs()).toEqual([]);
  await github.check();
});

test('an empty repository', async () => {
  await github.close();
  await startStandin({});
  await expect(host()).rejects.toThrow('the repository is empty: push a commit first');
  await github.check();
});

test('more pictures than GitHub takes in a minute', async () => {
  const client = clientOf(github, { contents: 'write' });
  const occasion = occasionOf({ env: { GITHUB_REPOSITORY: 'octo/bench' }, payload: {}, publishes: false });
  if (occasion === null) throw new Error('no job');
  const many = Array.from({ length: 61 }, (_, i) => ({ path: `plots/${i}.png`, bytes: PLOT }));
  const hosted = hostImages(client, { occasion, key: 'bench', step: STEP }, many, ['ref']);
  await expect(hosted).rejects.toThrow('61 pictures are more than GitHub takes at once (60)');
  expect(github.requests).toEqual([]);
});
