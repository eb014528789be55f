import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive; what it says of itself may be a lie. */
export interface Entry {
  readonly name: string;
  readonly bytes: Uint8Array | string;
  /** Unix mode, such as 0o120777 for a symbolic link; 0o100644. */
  readonly mode?: number;
  /** Size that its headers say, in bytes; the true one. */
  readonly size?: number;
  /** Checksum that its headers say; the true one. */
  readonly crc?: number;
}

/** An archive as an artifact has it: deflated, UTF-8 names, names and sizes as given and unchecked. */
export function zip(entries: readonly Entry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const bytes = Buffer.from(entry.bytes);
    const data = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); // version needed
    common.writeUInt16LE(0x800, 2); // names are UTF-8
    common.writeUInt16LE(8, 4); // deflate
    common.writeUInt32LE(0x5a21_0000, 6); // a day in 2025
    common.writeUInt32LE(entry.crc ?? crc32(bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(entry.size ?? bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    const made = Buffer.from([20, 3]); // by Unix, so that the mode counts
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), made, common, tail, name]));
    bodies.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, central, Buffer.from('PK\x05\x06'), end]);
}
