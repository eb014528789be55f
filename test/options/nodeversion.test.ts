import { expect, test } from 'vitest';
import { tooOld } from '../../src/nodeversion.ts';

test.each(['20.19.0', '20.20.2', '21.0.0', '24.1.0', '100.0.0'])('Node %s runs the program', (version) => {
  expect(tooOld(version)).toBeNull();
});

test.each(['20.18.3', '18.20.8', '9.0.0', '0.12.18'])('Node %s does not, and is told so', (version) => {
  expect(tooOld(version)).toBe(`expected Node 20.19 or later, found Node ${version}; install a newer one`);
});
