import { crc32, deflateSync } from 'node:zlib';

/** 8-bit RGBA, row by row from the top. */
export interface Pixels {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** 8 bits per channel, RGB, and the only ways to compress, filter and arrange that are of use here. */
const TRUE_COLOUR = Buffer.from([8, 2, 0, 0, 0]);
const PER_METRE = Buffer.from([1]);
const METRES_PER_INCH = 0.0254;

/** Less is no faster, and more takes three times as long for a fifth fewer bytes. */
const LEVEL = 3;
/** Most pictures in one piece. */
const PIECE = 2 ** 19;

/**
 * PNG in memory of its own, without alpha, which says nothing of a picture that has a background. A few times as fast as
 * the libraries that do the same: they look at each byte.
 * Source: Portable Network Graphics (PNG) Specification, Third Edition, W3C.
 *
 * @param density pixels per inch
 */
export function encodePng(pixels: Pixels, density: number): Uint8Array<ArrayBuffer> {
  const header = [uint32(pixels.width), uint32(pixels.height), TRUE_COLOUR];
  const perMetre = uint32(Math.round(density / METRES_PER_INCH));
  const data = deflateSync(unfiltered(pixels), { level: LEVEL, chunkSize: PIECE });
  const parts = [
    SIGNATURE,
    ...chunk('IHDR', Buffer.concat(header)),
    ...chunk('pHYs', Buffer.concat([perMetre, perMetre, PER_METRE])),
    ...chunk('IDAT', data),
    ...chunk('IEND', Buffer.alloc(0)),
  ];
  return new Uint8Array(Buffer.concat(parts));
}

/** For all pictures that are as large, so that no new memory has to be found for each. */
let rows = new Uint8Array();

/** RGB, and before each row the number of its filter, none: that compresses letters and lines best. */
function unfiltered({ bytes, width, height }: Pixels): Uint8Array {
  const length = (3 * width + 1) * height;
  if (rows.length !== length) rows = new Uint8Array(length);
  const colours = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let to = 0;
  let from = 0;
  for (let y = 0; y < height; y++) {
    to += 1;
    for (let x = 0; x < width; x++) {
      const colour = colours.getUint32(from, true);
      rows[to] = colour;
      rows[to + 1] = colour >> 8;
      rows[to + 2] = colour >> 16;
      to += 3;
      from += 4;
    }
  }
  return rows;
}

function chunk(type: string, data: Uint8Array): Uint8Array[] {
  const name = Buffer.from(type);
  return [uint32(data.length), name, data, uint32(crc32(data, crc32(name)))];
}

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
