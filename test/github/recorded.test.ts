import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { github, standinForEach } from './freshstandin.ts';
import { endpointOf, type Members, responseFaults } from './standin/openapi.ts';

/**
 * Answers that GitHub gave once, beside those of the stand-in: the scenarios of these names in `@octokit/fixtures` 23.1.2
 * (MIT), of which only the members in use are kept.
 */

interface RecordedExchange {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: Members | '';
  readonly response: unknown;
}

function recordings<T>(scenario: string): T[] {
  return JSON.parse(readFileSync(join(import.meta.dirname, `recorded/${scenario}.json`), 'utf8')) as T[];
}

standinForEach({ repository: 'octokit-fixture-org/git-refs' });

/** Paths of all members of a value, such as `object.sha`. */
function members(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [at];
  return Object.entries(value)
    .flatMap(([key, inner]) => members(inner, `${at}.${key}`))
    .sort();
}

test('a ref made, moved and deleted: the same statuses and the same members', async () => {
  const sha = await github.repository.push('main', { a: '1' });
  const headers = { authorization: `Bearer ${github.token({ contents: 'write' })}` };
  const steps = recordings<RecordedExchange>('git-refs');
  expect(steps.map(({ method }) => method)).toEqual(['post', 'patch', 'delete']);
  for (const { method, path, status, body, response } of steps) {
    const sent = body === '' ? {} : { body: JSON.stringify({ ...body, sha }) };
    const answer = await fetch(github.urls.api + path, { method: method.toUpperCase(), headers, ...sent });
    const text = await answer.text();
    expect(answer.status, path).toBe(status);
    expect(members(text === '' ? '' : JSON.parse(text)), path).toEqual(members(response));
  }
  await github.check();
});

test('the description, as cut down, holds for what was recorded', () => {
  for (const { method, path, status, response } of recordings<RecordedExchange>('git-refs')) {
    const endpoint = endpointOf(method, path);
    const faults =
      endpoint === null ? ['no such path'] : responseFaults(endpoint, status, response === '' ? undefined : response);
    expect(faults, path).toEqual([]);
  }
});

test('links to pages: the same relations in the same order', async () => {
  await github.repository.push('main', { a: '1' });
  await github.repository.open({ branch: 'topic', files: { a: '2' } });
  for (let i = 0; i < 13; i += 1) github.repository.comment(1, 'someone', `${i}`);
  const relations = (link: string | null | undefined) =>
    [...(link ?? '').matchAll(/[?&]page=(\d+)>; rel="(\w+)"/g)].map(([, page, rel]) => `${rel} ${page}`);
  for (const [i, { link }] of recordings<{ link: string }>('paginate-issues').entries()) {
    const url = `${github.urls.api}/repos/octokit-fixture-org/git-refs/issues/1/comments?per_page=3&page=${i + 1}`;
    const answer = await fetch(url);
    expect(relations(answer.headers.get('link')), `page ${i + 1}`).toEqual(relations(link));
  }
});
