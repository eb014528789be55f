import * as core from '@actions/core';
import type { Outcome } from './pipeline.ts';
import { nameOfKey } from './publish/marker.ts';
import type { Published } from './publishing.ts';
import { JOB_SUMMARY_BYTES } from './summary/detail.ts';
import { renderMarkdown } from './summary/markdown.ts';

/** Writes the report to the job summary, with the pictures that have been published. */
export async function writeJobSummary(
  { report }: Outcome,
  { images, interactive, notes }: Published,
  key: string,
): Promise<void> {
  const url = (file: string) => images.get(file) ?? null;
  const anchor = nameOfKey(key);
  await addSummary(renderMarkdown(report, { images: url, interactive, limit: JOB_SUMMARY_BYTES, notes, anchor }));
}

/** Failing to write a summary costs nothing but the summary: the report is in the output folder. */
export async function addSummary(text: string): Promise<void> {
  try {
    await core.summary.addRaw(text, true).write();
  } catch (error) {
    core.warning(`the job summary cannot be written: ${(error as Error).message}; it is in summary.md of the output`);
  }
}
