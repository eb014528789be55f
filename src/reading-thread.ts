import { DiskSource } from './input/files.ts';
import type { Lot } from './lot.ts';
import { LotReader } from './lotreader.ts';
import { answer } from './plot/askthread.ts';
import { Packer, type Parcel } from './readingparcel.ts';
import type { Reading } from './report/read.ts';

// It is asked for what has been found: nothing is relative to a folder.
const reader = new LotReader(new DiskSource('/'));
const packer = new Packer();

answer(async (lot: Lot): Promise<Parcel> => {
  const readings: Reading[] = [];
  for await (const read of reader.read(lot)) readings.push(...read);
  return packer.pack(readings);
});
