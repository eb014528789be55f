import { expect, test } from 'vitest';
import { Findings } from '../../src/report/finding.ts';
import { reportV01 } from '../../src/report/schema01.ts';
import { reportV02 } from '../../src/report/schema02.ts';
import { validate } from '../../src/report/validate.ts';
import { v01, v02 } from './texts.ts';

/** Every document that differs from one in a single place: its value is missing, or something else. */
function* spoiled(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const others = [undefined, null, 'x', -1, 1.5, Number.NaN, [], {}, ...spoiled(inner)];
    for (const other of others)
      yield Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other };
    if (!Array.isArray(value)) yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  }
  if (!Array.isArray(value)) yield { ...value, unheard: 1 };
}

test.each([
  ['0.1', reportV01, v01()],
  ['0.2', reportV02, v02()],
])(
  'of a report of version %s a check finds the same, in the same order, whether it is compiled or not',
  (_, schema, whole) => {
    const documents = [whole, ...spoiled(whole)];
    const [plain, compiled] = [true, false].map((jitless) =>
      documents.map((document) => {
        const { data = null, error } = schema.safeParse(document, { jitless });
        return { data: JSON.stringify(data), issues: error?.issues ?? [] };
      }),
    );
    expect(compiled).toEqual(plain);
    expect(plain?.filter(({ issues }) => issues.length > 0).length).toBeGreaterThan(100);
  },
);

test('a check that is compiled in the end goes on to find the same', () => {
  const { metrics, ...rest } = v01();
  const check = () => {
    const findings = new Findings();
    return { document: validate(reportV01, { ...rest, unheard: metrics }, findings), findings: findings.list };
  };
  const first = check();
  expect(first.findings).toHaveLength(1);
  for (let times = 0; times < 200; times += 1) expect(check()).toEqual(first);
});
