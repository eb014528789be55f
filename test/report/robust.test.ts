import fc from 'fast-check';
import { expect, test } from 'vitest';
import { times } from '../thorough.ts';
import { anything, expectSound, placesIn } from './anything.ts';
import { bytesOf, type Changes, host, read, v01, v02, yaml } from './texts.ts';

const onHost = {
  'scenario.host': host({ prefill: 1, decode: 2 }),
  'scenario.platform': { engine: [{ name: 'vllm', args: { a: 1 } }] },
};
const builders = [(changes: Changes) => v01({ ...onHost, ...changes }), v02];
const documents = builders.map((build) => build({}));

const places = builders.flatMap((build) => placesIn(build({})).map((place) => ({ build, place })));
const sound = (content: unknown) => expectSound(read(content));

test('anything anywhere in a report gives a sound run, or a reason', () => {
  fc.assert(
    fc.property(fc.constantFrom(...places), anything, ({ build, place }, value) => {
      sound(yaml(build({ [place]: value })));
    }),
    { numRuns: times(500, 1500) },
  );
});

test('a report cut off, or with bytes of it lost, gives a sound run, or a reason', () => {
  const texts = documents.map((document) => yaml(document));
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(3000), fc.nat(40), fc.boolean(), (text, start, length, toEnd) => {
      sound(text.slice(0, start) + (toEnd ? '' : text.slice(start + length)));
    }),
    { numRuns: times(200, 600) },
  );
});

test('any bytes under the name of a report are refused', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string().map(bytesOf)), (bytes) => {
      expect(read(bytes).run).toBeNull();
    }),
  );
});
