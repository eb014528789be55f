import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../../src/github/connect.ts';

test.each(['', '{"pull_request":', 'null'])('an event that is told as %j is unknown, and no more', async (text) => {
  const path = join(mkdtempSync(join(tmpdir(), 'pareto-event-')), 'event.json');
  writeFileSync(path, text);
  const env = {
    GITHUB_REPOSITORY: 'octo/bench',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_RUN_ID: '7',
    GITHUB_EVENT_PATH: path,
  };
  expect((await connect(null, env, false))?.occasion.run.id).toBe(7);
});
