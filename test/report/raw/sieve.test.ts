import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countErrors } from '../../../src/report/raw/requesterrors.ts';
import { JsonSieve } from '../../../src/report/raw/sieve.ts';
import { bytesOf } from '../texts.ts';

function sieve(text: string, size = text.length + 1, isLines = false): JsonSieve {
  const reader = new JsonSieve(isLines);
  const bytes = bytesOf(text);
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.slice(at, at + size));
  reader.end();
  return reader;
}
const values = (reader: JsonSieve) => reader.documents.map(({ text }) => JSON.parse(text) as unknown);
const documents = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()));

describe('what it lets through', () => {
  test('is every document as it stands, in pieces of any size', () => {
    fc.assert(
      fc.property(
        fc.array(documents, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 3, max: 40 }),
        (list, size) => {
          const texts = list.map((document, index) => JSON.stringify(document, null, index));
          const reader = sieve(texts.join('\n'), size);
          expect(reader.flaws).toEqual([]);
          expect(reader.documents.map(({ text }) => text)).toEqual(texts);
          expect(reader.documents.every(({ whole }) => whole)).toBe(true);
        },
      ),
    );
  });

  test('is not a list of requests, whatever is in it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 3, max: 40 }), (inner, size) => {
        const document = { a: 1, ttfts: [inner, '"]}'], successful: { mean: 1, errors: [[inner]] }, b: 'x' };
        const reader = sieve(JSON.stringify(document), size);
        expect(values(reader)).toEqual([{ a: 1, ttfts: [], successful: { mean: 1, errors: [] }, b: 'x' }]);
        expect(reader.documents[0]?.whole).toBe(false);
      }),
    );
  });

  test('is of a list of errors how many there are, and how many say something, in pieces of any size', () => {
    const texts = fc.array(fc.oneof(fc.constant(''), fc.string(), fc.constant('"\\"'), fc.constant('}]')));
    fc.assert(
      fc.property(texts, fc.integer({ min: 3, max: 40 }), (errors, size) => {
        const [left] = values(sieve(JSON.stringify({ a: 1, errors, b: 'x' }), size)) as [{ errors: unknown[] }];
        expect(left).toMatchObject({ a: 1, b: 'x' });
        expect(left.errors.length).toBeLessThanOrEqual(1);
        expect(countErrors(left.errors)).toEqual(countErrors(errors));
      }),
    );
    expect(values(sieve('{"errors":[{"code":500}],"errored":["x"]}'))).toEqual([{ errors: [], errored: [] }]);
  });

  test("is Python's words for numbers that JSON has none for, in no text", () => {
    const text = '\ufeff{"r":Infinity,"m":[NaN,-Infinity],"t":"NaN, Infinity","itls":[NaN]}';
    for (const size of [3, 4, 5, 100]) {
      expect(values(sieve(text, size))).toEqual([{ r: Infinity, m: ['NaN', -Infinity], t: 'NaN, Infinity', itls: [] }]);
    }
  });
});

describe('what breaks off', () => {
  test('is told with its place, and what stands before is kept', () => {
    const reader = sieve('{"a":1}\n{"benchmarks":[{"m":1},\n  {"requests":{"successful":[{"x":"y');
    expect(values(reader)).toEqual([{ a: 1 }]);
    expect(reader.flaws[0]).toEqual({
      code: 'not-parsable',
      message: 'cut off in benchmarks[1].requests.successful[0]: the document does not end',
      position: { line: 3, column: 37 },
    });
  });

  test('anywhere in a document, none of it is taken for whole', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (document, share) => {
          const text = JSON.stringify(document);
          const reader = sieve(text.slice(0, Math.max(1, Math.floor(share * (text.length - 1)))), 7);
          expect(reader.documents).toEqual([]);
          expect(reader.flaws[0]?.code).toBe('not-parsable');
        },
      ),
    );
  });

  test.each([
    ['{"a":[1}', 'expected ], found }', 8],
    ['{"a":1}]', 'expected { or [, found ]', 8],
    ['{"a":1} x', 'expected { or [, found x', 9],
    ['[1] "x"', 'expected { or [, found text', 5],
  ])('%s', (text, message, column) => {
    expect(sieve(text).flaws).toEqual([{ code: 'not-parsable', message, position: { line: 1, column } }]);
  });

  test('limits: depth, also in what is not kept, and what is kept', () => {
    expect(sieve('['.repeat(100_000)).flaws).toMatchObject([{ code: 'limit', position: { column: 65 } }]);
    expect(sieve(`{"ttfts":[${'['.repeat(100_000)}`).flaws).toMatchObject([{ code: 'limit' }]);
    expect(sieve(`{"a":"${'x'.repeat(9 * 2 ** 20)}"}`, 2 ** 20).flaws).toMatchObject([{ code: 'limit' }]);
    expect(sieve(`{"ttfts":["${'x'.repeat(9 * 2 ** 20)}"]}`, 2 ** 20).flaws).toEqual([]);
  });
});

describe('JSON lines', () => {
  const line = (number: number) => ({ n: number, itls: [[0.5], []], m: { texts: ['{"a":"b"}', '\\"'] }, z: [1, 2] });

  test('a line that is cut off anywhere, or has bytes too many, costs itself alone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom('', ']', '"', 'x', '{"n":'),
        fc.integer({ min: 3, max: 80 }),
        fc.constantFrom('\n', '\r\n', '\n\n'),
        (bad, share, more, size, end) => {
          const whole = JSON.stringify(line(bad));
          const broken = whole.slice(0, Math.max(1, Math.floor(share * (whole.length - 1)))) + more;
          const lines = [0, 1, 2, 3].map((number) => (number === bad ? broken : JSON.stringify(line(number))));
          const reader = sieve(lines.join(end), size, true);
          const numbers = values(reader).map((value) => (value as { n: number }).n);
          expect(numbers).toEqual([0, 1, 2, 3].filter((number) => number !== bad));
          expect(reader.flaws.map(({ position }) => position.line)).toEqual([bad * (end === '\n\n' ? 2 : 1) + 1]);
        },
      ),
    );
  });

  test('are known by their first, where it is whole', () => {
    const lines = [JSON.stringify(line(0)), JSON.stringify(line(1)).slice(0, 21), JSON.stringify(line(2))];
    const reader = sieve(lines.join('\n'), 9);
    expect(values(reader)).toMatchObject([{ n: 0 }, { n: 2 }]);
    expect(reader.flaws).toEqual([
      {
        code: 'not-parsable',
        message: 'cut off in itls[1]: expected the rest of the document on this line',
        position: { line: 2, column: 22 },
      },
    ]);
  });
});
