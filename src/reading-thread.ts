import type { Batch } from './batch.ts';
import { BatchReader } from './batchreader.ts';
import { DiskSource } from './input/files.ts';
import { answer } from './plot/askthread.ts';
import { Packer, type Parcel } from './readingparcel.ts';
import type { Reading } from './report/read.ts';
import { append } from './run/append.ts';

// The files it is given have been found already: no path is relative to a folder.
const reader = new BatchReader(new DiskSource('/'));
const packer = new Packer();

answer(async (batch: Batch): Promise<Parcel> => {
  const readings: Reading[] = [];
  for await (const read of reader.read(batch)) append(readings, read);
  return packer.pack(readings);
});
