import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { shortened } from '../excerpt.ts';
import type { FileContent } from './files.ts';
import { HEAD_BYTES } from './files.ts';

/** The most entries of an archive, and the most bytes that it may claim to unpack to. */
const MAX_ENTRIES = 20_000;
const MAX_UNPACKED = 2 * 2 ** 30;
/** The most bytes that an archive may unpack to per byte of its own; text compresses to a hundredth at best. */
const MAX_RATIO = 200;
/** The longest name of an entry, in characters: as long as a path may be where archives are made. */
const MAX_NAME = 4096;
/** Bits of a Unix mode that say what an entry is. */
const KIND_MASK = 0o170_000;
const REGULAR = 0o100_000;
/** Flag of an encrypted entry. */
const ENCRYPTED = 1;

/** A file in an archive, not yet unpacked. */
export interface ArchivedFile {
  /** Relative, with forward slashes, and without `..`. */
  readonly path: string;
  /** @param limit in bytes; of larger files only the beginning is unpacked */
  read(limit: number): Promise<FileContent>;
}

/**
 * The files in a zip archive of foreign origin. It stays in memory, and entries that are not requested are never
 * unpacked; nothing is ever written to disk, so no name can lead out of a folder.
 *
 * @throws Error in plain words for something that is not an archive, is cut off, or cannot be trusted
 */
export async function filesInZip(bytes: Uint8Array): Promise<ArchivedFile[]> {
  const zip = await yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), OPTIONS);
  const files: ArchivedFile[] = [];
  const names = new Set<string>();
  let unpacked = 0;
  let count = 0;
  for await (const entry of zip.eachEntry()) {
    count += 1;
    unpacked += entry.uncompressedSize;
    if (count > MAX_ENTRIES) throw new Error(`it holds more than ${MAX_ENTRIES} files`);
    if (unpacked > MAX_UNPACKED || unpacked > bytes.byteLength * MAX_RATIO) {
      throw new Error('it would unpack to far more than an archive of its size should');
    }
    if (entry.fileName.endsWith('/')) continue;
    requireHarmless(entry);
    // Programs differ in which of the two they use, so what one has inspected, another would not read.
    if (names.has(entry.fileName)) throw new Error(`it holds “${entry.fileName}” twice`);
    names.add(entry.fileName);
    files.push({ path: entry.fileName, read: (limit) => unpack(zip, entry, limit) });
  }
  return files;
}

/** The library itself refuses names that are absolute or contain `..` or a backslash. */
const OPTIONS = { lazyEntries: true, strictFileNames: true, autoClose: false } as const;

function requireHarmless({
  fileName,
  externalFileAttributes,
  versionMadeBy,
  generalPurposeBitFlag,
}: yauzl.Entry): void {
  if (fileName.length > MAX_NAME)
    throw new Error(`“${shortened(fileName)}” in it has more than ${MAX_NAME} characters`);
  const kind = (externalFileAttributes >>> 16) & KIND_MASK;
  const madeOnUnix = versionMadeBy >>> 8 === 3;
  if (madeOnUnix && kind !== 0 && kind !== REGULAR) throw new Error(`“${fileName}” in it is a link or a device`);
  if ((generalPurposeBitFlag & ENCRYPTED) !== 0) throw new Error(`“${fileName}” in it is encrypted`);
}

async function unpack(zip: yauzl.ZipFile, entry: yauzl.Entry, limit: number): Promise<FileContent> {
  const stream = await zip.openReadStreamPromise(entry);
  if (entry.uncompressedSize <= limit) {
    const bytes = await buffer(stream);
    if (crc32(bytes) !== entry.crc32) throw new Error('a file in it does not match its checksum');
    return { bytes, limit: null };
  }
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (length >= HEAD_BYTES) break;
  }
  return { bytes: Buffer.concat(parts).subarray(0, HEAD_BYTES), limit };
}
