import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, test } from 'vitest';
import { Patience } from '../../src/github/patience.ts';
import { downloadArtifact } from '../../src/input/artifact.ts';
import { uploadArtifact } from '../../src/publish/artifactupload.ts';
import { clientOf } from './client.ts';
import { github, standinForEach, withMain } from './freshstandin.ts';
import { type Fault, type FaultTrigger, faults } from './standin/fault.ts';

test('ten seconds for a feature, twenty for all', () => {
  const patience = new Patience();
  expect(patience.left('images')).toBe(10_000);
  expect(patience.take('images', 10_001)).toBe(false);
  expect(patience.take('images', 6000)).toBe(true);
  expect(patience.take('images', 4001)).toBe(false);
  expect(patience.take('images', 4000)).toBe(true);
  expect(patience.left('images')).toBe(0);
  expect(patience.take('comment', 10_000)).toBe(true);
  // Nothing is left for a third.
  expect(patience.left('baseline')).toBe(0);
  expect(patience.take('baseline', 1)).toBe(false);
});

test('what took longer than it might is never paid back', () => {
  const patience = new Patience();
  patience.spend('images', 15_000);
  expect(patience.left('images')).toBe(0);
  expect(patience.left('comment')).toBe(5000);
});

test('answers that come take their time, and not all of it', () => {
  const patience = new Patience();
  patience.answered('images', 2500);
  expect(patience.left('images')).toBe(9500);
  for (let count = 0; count < 14; count += 1) patience.answered('images', 2000);
  expect(patience.left('images')).toBe(9500);
  patience.answered('images', 2000);
  expect(patience.left('images')).toBe(7500);
});

describe('the bound holds', () => {
  let patience: Patience;
  standinForEach({}, withMain);
  beforeEach(() => {
    patience = new Patience();
    // So much is left for all that follows.
    patience.spend('baseline', 10_000);
    patience.spend('report artifacts', 9000);
  });

  const REF: FaultTrigger = { method: 'GET', path: '/git/matching-refs' };
  const client = () => clientOf(github, { contents: 'write', actions: 'read' }, patience);
  const ask = () =>
    client().ask('images', ({ rest }) => rest.git.listMatchingRefs({ ...client().repo, ref: 'heads/main' }));

  test('what is answered at once is no waiting', async () => {
    await ask();
    await ask();
    expect(patience.left('images')).toBe(1000);
  });

  test('an answer is waited for as long as there is time, and not tried again', async () => {
    github.inject(REF, faults.slow(1800));
    await expect(ask()).rejects.toThrow('GitHub does not answer (The operation was aborted due to timeout)');
    expect(patience.left('images')).toBeLessThan(50);
    expect(github.requests).toHaveLength(1);
  });

  test('nothing is asked when the time is over, and an upload not begun', async () => {
    patience.spend('images', 1000);
    const reason = 'gave up waiting for GitHub (10 s for one feature, 20 s in all)';
    await expect(ask()).rejects.toThrow(reason);
    await expect(uploadArtifact('x', [], '/', patience)).rejects.toThrow(reason);
    expect(github.requests).toEqual([]);
  });

  test('no wait is begun that leaves no time for what is waited for', async () => {
    const some = new Patience();
    some.spend('images', 8500);
    github.inject(REF, faults.secondaryLimit(1));
    const asked = clientOf(github, { contents: 'write' }, some).ask('images', ({ rest }) =>
      rest.git.listMatchingRefs({ ...client().repo, ref: 'heads/main' }),
    );
    await expect(asked).rejects.toThrow('asks for a wait of 1 s');
    expect(github.requests).toHaveLength(1);
  });

  test('a storage that trickles', async () => {
    const run = github.repository.run({ sha: 'a'.repeat(40) });
    const { id } = github.repository.artifact(run, 'x', Buffer.from('{}'));
    const storage = createServer((_, answer) => {
      const timer = setInterval(() => answer.write('x'), 100);
      answer.on('close', () => clearInterval(timer));
    }).listen(0, '127.0.0.1');
    await once(storage, 'listening');
    const location = `http://127.0.0.1:${(storage.address() as AddressInfo).port}/`;
    github.inject({ path: '/zip' }, { kind: 'answer', status: 302, body: '', headers: { location } } as Fault);
    const begun = performance.now();
    const stored = { id, name: 'x', expired: false, size: 2 };
    await expect(downloadArtifact(client(), 'images', stored)).rejects.toThrow('it cannot be downloaded');
    expect(performance.now() - begun).toBeLessThan(5000);
    storage.close();
  });

  test('a storage that stands still', async () => {
    const run = github.repository.run({ sha: 'a'.repeat(40) });
    const { id } = github.repository.artifact(run, 'x', Buffer.from('{}'));
    github.inject({ host: 'storage' }, faults.slow(3000));
    const stored = { id, name: 'x', expired: false, size: 2 };
    await expect(downloadArtifact(client(), 'images', stored)).rejects.toThrow('the storage stopped sending');
  });
});
