import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Role, RoleName } from '../../src/run/deployment.ts';
import { deploymentOf, gpusOf, isLabelOrName, parseLabel } from '../../src/run/label.ts';
import { engine, host, problemsIn, runOf, v01, v02 } from './texts.ts';

const onHost = v01({ 'scenario.host': host({ replica: 2 }) });
const overruled = (content: unknown, stated: object) =>
  problemsIn(content, { stated }).filter(({ code }) => code === 'overruled-option');

describe('what the user states fills what the report does not say, with a notice', () => {
  test('GPUs', () => {
    expect(runOf(v01(), { stated: { gpus: 16 } }).deployment).toMatchObject({ gpus: 16, label: null });
    expect(problemsIn(v01(), { stated: { gpus: 16 } })).toContainEqual(
      expect.objectContaining({ severity: 'notice', code: 'stated-gpus' }),
    );
    expect(problemsIn(v01(), { stated: { gpus: 16 } }).map(({ code }) => code)).not.toContain('unknown-gpus');
  });

  test('the accelerator', () => {
    expect(runOf(v01(), { stated: { accelerator: 'B200' } }).deployment.accelerator).toBe('B200');
  });

  test('a label of the usual form: roles and GPUs with it', () => {
    const { deployment } = runOf(v01(), { stated: { label: '2P-TP1/1D-TP4-DP2', accelerator: 'B200' } });
    expect(deployment).toMatchObject({
      kind: 'shaped',
      label: '2P-TP1/1D-TP4-DP2',
      roles: [
        { role: 'prefill', replicas: 2, tp: 1, dp: 1, pp: 1, ep: 1, accelerator: 'B200' },
        { role: 'decode', replicas: 1, tp: 4, dp: 2, pp: 1, ep: 1, accelerator: 'B200' },
      ],
      disaggregated: true,
      gpus: 10,
      accelerator: 'B200',
    });
  });

  test('a label of another form: a name, no roles', () => {
    const { deployment } = runOf(v01(), { stated: { label: 'nightly pool' } });
    expect(deployment).toEqual({
      kind: 'named',
      label: 'nightly pool',
      roles: [],
      disaggregated: null,
      gpus: null,
      accelerator: null,
    });
  });

  test('stated GPUs go before those that a stated label adds up to', () => {
    const stated = { label: '2R-TP4', gpus: 16 };
    expect(runOf(v01(), { stated }).deployment).toMatchObject({ label: '2R-TP4', gpus: 16 });
    expect(overruled(v01(), stated)).toEqual([]);
  });

  test('a label leaves an accelerator that is known', () => {
    const placeholder = engine({
      'standardized.tool': '',
      'standardized.accelerator': { model: 'L40S', count: 0, parallelism: { tp: 1 } },
    });
    const { deployment } = runOf(v02({ 'scenario.stack': [placeholder] }), { stated: { label: '2R-TP1' } });
    expect(deployment).toMatchObject({
      label: '2R-TP1',
      gpus: 2,
      accelerator: 'L40S',
      roles: [{ accelerator: 'L40S' }],
    });
  });
});

describe('where the report says it, the report wins', () => {
  test.each([
    ['gpus', { gpus: 4 }, '8 GPUs'],
    ['accelerator', { accelerator: 'A100' }, 'H100'],
    ['label', { label: '4R-TP2' }, '2R-TP4'],
  ])('a differing %s is a warning', (_, stated, said) => {
    expect(runOf(onHost, { stated }).deployment).toEqual(runOf(onHost).deployment);
    expect(overruled(onHost, stated)).toMatchObject([{ severity: 'warning', message: expect.stringContaining(said) }]);
  });

  test('an equal one is not', () => {
    expect(problemsIn(onHost, { stated: { gpus: 8, accelerator: 'H100', label: '2r-tp4' } })).toEqual([]);
  });

  test('GPUs alone may be missing there', () => {
    const unknown = v01({
      'scenario.host': host({ replica: 2 }, { model: 'H100', count: -1, parallelism: { tp: -1 } }),
    });
    expect(runOf(unknown, { stated: { gpus: 8 } }).deployment).toMatchObject({ label: '2R-TP?', gpus: 8 });
  });
});

describe('labels', () => {
  const size = fc.integer({ min: 1, max: 16 });
  const role = (name: RoleName) =>
    fc.record({
      role: fc.constant(name),
      replicas: size,
      tp: size,
      dp: size,
      pp: size,
      ep: size,
      accelerator: fc.constant(null),
    });
  const roles = fc.oneof(
    fc.tuple(role('replica')),
    fc.tuple(role('prefill'), role('decode')),
    fc.tuple(role('decode'), role('prefill'), role('prefill')),
  );

  test('say all that there is to say: read back, they are the same roles', () => {
    fc.assert(
      fc.property(roles, (written: readonly Role[]) => {
        const deployment = deploymentOf(written, gpusOf(written));
        const read = parseLabel(deployment.label ?? '');
        expect(read).toEqual(deployment.roles);
        expect(gpusOf(read ?? [])).toBe(deployment.gpus);
      }),
    );
  });

  test('do not depend on the order of roles', () => {
    fc.assert(
      fc.property(roles, (written: readonly Role[]) => {
        expect(deploymentOf([...written].reverse(), 1)).toEqual(deploymentOf(written, 1));
      }),
    );
  });

  test.each([
    '',
    '2R',
    'R-TP4',
    '2X-TP4',
    '2R-TP',
    '2R-TP4-XP2',
    '0R-TP4',
    '2R-TP0',
    '2R-TP4/',
    '2R TP4',
    '1P-TP8//1D-TP8',
    '2R-TP4-DP',
    '2R-TP4-DP2-DP4',
    '99999999999R-TP4',
    '1R-TP4/1P-TP1',
    '1R-TP4/1D-TP1',
    '1P-TP4',
    '0P-TP1',
  ])('%j is none', (text) => {
    expect(parseLabel(text)).toBeNull();
  });

  test('what is meant for one and is none is no name either', () => {
    for (const text of ['99999999999R-TP4', '1R-TP4/1P-TP1', '0R-TP4', '2R-TP', '2R-TP4-XP2', '1P-TP8//1D-TP8']) {
      expect(isLabelOrName(text), text).toBe(false);
    }
    for (const text of ['2R-TP4', 'nightly pool', 'tuned-2R', 'H100/pool'])
      expect(isLabelOrName(text), text).toBe(true);
  });

  test.each([
    ['2r-tp4', 8],
    ['1P-TP8 / 1D-TP8', 16],
    ['2P-TP1+1P-TP2/1D-TP4', 8],
    ['1R-TP2-PP3-EP8-DP2', 12],
  ])('%j is one, of %d GPUs', (text, gpus) => {
    expect(gpusOf(parseLabel(text) ?? [])).toBe(gpus);
  });
});
