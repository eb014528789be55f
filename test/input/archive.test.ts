import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type ArchivedFile, filesInZip } from '../../src/input/archive.ts';
import { artifactOf } from '../../src/input/shelf.ts';
import { type Entry, zip } from '../github/zip.ts';

const LIMIT = 2 ** 20;
const textOf = async (file: ArchivedFile | undefined) => Buffer.from((await file?.read(LIMIT))?.bytes ?? []).toString();

describe('an honest archive', () => {
  test('its files by path, folders left out, read when they are asked for', async () => {
    const entries = [
      { name: 'a/', bytes: '', mode: 0o40755 },
      { name: 'a/b.yaml', bytes: 'x: 1' },
      { name: 'ü ß.json', bytes: '{}' },
    ];
    const files = await filesInZip(zip(entries));
    expect(files.map(({ path }) => path)).toEqual(['a/b.yaml', 'ü ß.json']);
    expect(await Promise.all(files.map(textOf))).toEqual(['x: 1', '{}']);
    // Again, and in another order.
    expect(await textOf(files[1])).toBe('{}');
    expect(await textOf(files[0])).toBe('x: 1');
  });

  test('an empty one', async () => {
    expect(await filesInZip(zip([]))).toEqual([]);
  });

  test('of a file that is larger than asked for, the beginning alone', async () => {
    const [file] = await filesInZip(zip([{ name: 'a', bytes: randomBytes(300_000) }]));
    const read = await file?.read(200_000);
    expect(read?.limit).toBe(200_000);
    expect(read?.bytes.length).toBe(65_536);
  });

  test('reports compress well, and are no bomb for that', async () => {
    const report = Array.from({ length: 3000 }, (_, i) => `  - {ttft: ${i / 7}, tpot: ${i / 13}, unit: ms}\n`).join('');
    expect(await filesInZip(zip([{ name: 'a.yaml', bytes: report }]))).toHaveLength(1);
  });
});

describe('a hostile one is refused as a whole', () => {
  test.each<readonly [string, Entry, RegExp]>([
    ['a way out', { name: '../../x', bytes: '' }, /invalid relative path: \.\.\/\.\.\/x/],
    ['a way out in the middle', { name: 'a/../../x', bytes: '' }, /invalid relative path/],
    ['an absolute path', { name: '/etc/passwd', bytes: '' }, /absolute path: \/etc\/passwd/],
    ['a drive', { name: 'C:/x', bytes: '' }, /absolute path: C:\/x/],
    ['a backslash', { name: '..\\x', bytes: '' }, /invalid characters in fileName/],
    ['a link', { name: 'x', bytes: '/etc/passwd', mode: 0o120777 }, /“x” in it is a link or a device/],
    ['a device', { name: 'x', bytes: '', mode: 0o20644 }, /“x” in it is a link or a device/],
    ['a pipe', { name: 'x', bytes: '', mode: 0o10644 }, /“x” in it is a link or a device/],
    [
      'a name of more than any path',
      { name: `${'a/'.repeat(2048)}x`, bytes: '' },
      /^“(a\/){30}…” in it has more than 4096 characters/,
    ],
    ['a socket', { name: 'x', bytes: '', mode: 0o140644 }, /“x” in it is a link or a device/],
  ])('%s', async (_, entry, reason) => {
    await expect(filesInZip(zip([{ name: 'good.yaml', bytes: 'x' }, entry]))).rejects.toThrow(reason);
  });

  test('a file that is encrypted', async () => {
    const bytes = zip([{ name: 'x', bytes: 'secret' }]);
    for (const signature of ['PK\x03\x04', 'PK\x01\x02']) {
      const at = bytes.indexOf(signature) + (signature === 'PK\x03\x04' ? 6 : 8);
      bytes.writeUInt16LE(bytes.readUInt16LE(at) | 1, at);
    }
    await expect(filesInZip(bytes)).rejects.toThrow('“x” in it is encrypted');
  });

  test('what unpacks to far more than its size', async () => {
    const bomb = zip([{ name: 'x', bytes: Buffer.alloc(50 * 2 ** 20) }]);
    await expect(filesInZip(bomb)).rejects.toThrow('it would unpack to far more than an archive of its size should');
  });

  test('many small bombs', async () => {
    const entries = Array.from({ length: 30 }, (_, i) => ({ name: `${i}`, bytes: Buffer.alloc(2 ** 20) }));
    await expect(filesInZip(zip(entries))).rejects.toThrow(
      'it would unpack to far more than an archive of its size should',
    );
  });

  test('one that says that it is huge', async () => {
    await expect(filesInZip(zip([{ name: 'x', bytes: 'x', size: 0xffff_fff0 }]))).rejects.toThrow(
      'far more than an archive of its size',
    );
  });

  test('one name twice, of which each program would read another', async () => {
    const twice = [
      { name: 'a/report.json', bytes: '{"verdict":"pass"}' },
      { name: 'x', bytes: '' },
      { name: 'a/report.json', bytes: '{"verdict":"regression"}' },
    ];
    await expect(filesInZip(zip(twice))).rejects.toThrow('it holds “a/report.json” twice');
  });

  test('more files than there are benchmarks', async () => {
    const entries = Array.from({ length: 20_001 }, (_, i) => ({ name: `${i}`, bytes: '' }));
    await expect(filesInZip(zip(entries))).rejects.toThrow('it holds more than 20000 files');
  });

  test.each([0.3, 0.7, 0.95])('cut off at %d of its length', async (share) => {
    const bytes = zip([{ name: 'x', bytes: randomBytes(5000) }]);
    await expect(filesInZip(bytes.subarray(0, bytes.length * share))).rejects.toThrow(/end of central directory/i);
  });
});

describe('a file that lies about itself is not read', () => {
  test.each<readonly [string, Partial<Entry>, RegExp]>([
    ['smaller than it is', { size: 10 }, /too many bytes/],
    ['larger than it is', { size: 9000 }, /not enough bytes/],
    ['another checksum', { crc: 1 }, /a file in it does not match its checksum/],
  ])('%s', async (_, lie, reason) => {
    const [file] = await filesInZip(zip([{ name: 'x', bytes: 'y'.repeat(5000), ...lie }]));
    await expect(file?.read(LIMIT)).rejects.toThrow(reason);
  });

  test('one that says that it is small unpacks no further than that', async () => {
    const bytes = zip([{ name: 'x', bytes: Buffer.alloc(200 * 2 ** 20), size: 1000 }]);
    const [file] = await filesInZip(bytes);
    const before = process.memoryUsage.rss();
    await expect(file?.read(LIMIT)).rejects.toThrow(/too many bytes/);
    expect(process.memoryUsage.rss() - before).toBeLessThan(50 * 2 ** 20);
  });

  test('a body that is no deflate stream', async () => {
    const bytes = zip([{ name: 'x', bytes: randomBytes(5000) }]);
    bytes.fill(0xff, 40, 4000);
    const [file] = await filesInZip(bytes);
    await expect(file?.read(LIMIT)).rejects.toThrow(/invalid|checksum/);
  });
});

describe('an artifact', () => {
  test('a single file that was stored as it is, by the name of the artifact', async () => {
    const { files } = await artifactOf('report.yaml', Buffer.from('version: "0.1"'));
    expect(files.map(({ path }) => path)).toEqual(['report.yaml']);
    expect(await textOf(files[0])).toBe('version: "0.1"');
  });

  test('an archive, be it an empty one', async () => {
    expect((await artifactOf('a', zip([{ name: 'x', bytes: 'y' }]))).files.map(({ path }) => path)).toEqual(['x']);
    expect((await artifactOf('a', zip([]))).files).toEqual([]);
  });
});
