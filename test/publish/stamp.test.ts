import fc from 'fast-check';
import { expect, test } from 'vitest';
import { occasionOf } from '../../src/github/occasion.ts';
import { newStep, type Stamp, stampIn, stampLine, stampOf, standingOf } from '../../src/publish/stamp.ts';
import { hostileName } from '../hostile.ts';

const bodyOf = (line: string) => `<!-- pareto-report: bench -->\n${line}\ntext`;
const RUN = { id: 123, attempt: 2 };
const STAMP: Stamp = { measured: RUN, writer: RUN, workflow: 'bench', step: '1a2b3c4d' };
const HALF: Stamp = { ...STAMP, writer: { id: 140, attempt: 1 } };

test.each([
  [STAMP, '<!-- pareto-report-run: 123.2 of bench step 1a2b3c4d -->'],
  [HALF, '<!-- pareto-report-run: 123.2 of bench by 140.1 step 1a2b3c4d -->'],
  [{ ...STAMP, workflow: null }, '<!-- pareto-report-run: 123.2 step 1a2b3c4d -->'],
])('a stamp is one hidden line, and read back from it: %j', (stamp, line) => {
  expect(stampLine(stamp)).toBe(line);
  expect(stampIn(bodyOf(line))).toEqual(stamp);
  // An editor in a browser may have ended the lines.
  expect(stampIn(bodyOf(line).replaceAll('\n', '\r\n'))).toEqual(stamp);
});

test('an older line has the run alone', () => {
  const first = { id: 123, attempt: 1 };
  const older = stampIn(bodyOf('<!-- pareto-report-run: 123 -->'));
  expect(older).toEqual({ measured: first, writer: first, workflow: null, step: '' });
  expect(standingOf(older, STAMP)).toBe('earlier');
  expect(standingOf(older, { ...STAMP, measured: first, writer: first })).toBe('another');
});

test.each([
  ['none', 'text'],
  ['below another line', `text\n${stampLine(STAMP)}`],
  ['with something after it', `${stampLine(STAMP)} text`],
  ['with a run that is no number', '<!-- pareto-report-run: 1e9 -->'],
])('no line, and so no stamp: %s', (_, text) => {
  expect(stampIn(bodyOf(text))).toBeNull();
});

test('whatever the file of the workflow is called, the line is one, and ends where it should', () => {
  fc.assert(
    fc.property(hostileName, (name) => {
      const env = {
        GITHUB_REPOSITORY: 'octo/bench',
        GITHUB_RUN_ID: '7',
        GITHUB_RUN_ATTEMPT: '3',
        GITHUB_WORKFLOW_REF: `octo/bench/.github/workflows/${name}.yml@refs/heads/main`,
      };
      const occasion = occasionOf({ env, payload: {}, publishes: false });
      if (occasion === null) throw new Error('no job');
      const stamp = stampOf(occasion, newStep());
      expect(stampLine(stamp)).toMatch(/^<!-- pareto-report-run: 7\.3 (of [a-z0-9-]+ )?step [0-9a-f]{8} -->$/);
      expect(stampIn(bodyOf(stampLine(stamp)))).toEqual(stamp);
    }),
  );
});
