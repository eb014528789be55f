import * as core from '@actions/core';
import type { GitHub } from './github/connect.ts';
import type { Outcome } from './pipeline.ts';
import { nameOfKey } from './publish/marker.ts';
import type { PublicationResult } from './publishing.ts';
import { JOB_SUMMARY_BYTES } from './summary/detail.ts';
import { renderMarkdown } from './summary/markdown.ts';

/** The report as the job summary shows it, with the pictures that have been published. */
export function jobSummaryOf(
  { report }: Outcome,
  { images, interactive, notes }: PublicationResult,
  key: string,
): string {
  const url = (file: string) => images.get(file) ?? null;
  const anchor = nameOfKey(key);
  return renderMarkdown(report, { images: url, interactive, limit: JOB_SUMMARY_BYTES, notes, anchor });
}

/** Adds the summary. Failing to write it costs nothing else: the report is in the output folder. */
export async function addSummary(github: GitHub | null, render: () => string): Promise<void> {
  const write = async () => {
    const text = render();
    await core.summary
      .addRaw(text, true)
      .write()
      .catch(({ message }: Error) =>
        core.warning(`the job summary cannot be written: ${message}; it is in summary.md of the output`),
      );
  };
  await (github === null ? write() : github.effort.during('job summary', write));
}
