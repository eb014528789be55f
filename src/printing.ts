import { join } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Outcome } from './pipeline.ts';
import { inPieces } from './publish/filetext.ts';
import { oneLine } from './publish/log.ts';
import { wrapped } from './screen/cells.ts';
import type { Screen } from './screen/screen.ts';
import { jsonParts } from './summary/json.ts';
import { type ReportPaths, renderTerminal, renderVerdict } from './summary/terminal.ts';

/** The file that people read first. */
const SUMMARY = 'summary.md';

/** What the command prints about an outcome. */
export interface PrintOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  /** The output folder, in the user's own spelling. */
  readonly output: string;
  readonly screen: Screen;
}

/**
 * Prints an outcome: only its JSON, only its verdict, or the whole report; and how each file was interpreted, if
 * requested. With JSON, stdout contains nothing else, and the rest goes to stderr.
 */
export async function printOutcome(
  outcome: Outcome,
  { json, quiet, output, screen }: PrintOptions,
  { stdout, stderr }: { readonly stdout: Writable; readonly stderr: Writable },
): Promise<void> {
  const { report, explanation } = outcome;
  if (json) await writeParts(jsonParts(report), stdout);
  else if (quiet) stdout.write(renderVerdict(report, screen));
  else stdout.write(renderTerminal(report, screen, writtenOf(outcome, output)));
  if (explanation === null) return;
  const lines = explanation.split('\n').flatMap((line) => wrappedIn(line, screen));
  (json ? stderr : stdout).write(lines.join('\n'));
}

/** Writes as fast as the reader reads. Problems with stdout itself are handled elsewhere. */
async function writeParts(parts: Iterable<string>, stdout: Writable): Promise<void> {
  await pipeline(Readable.from(inPieces(parts)), stdout, { end: false }).catch((error: NodeJS.ErrnoException) => {
    if (error.syscall !== 'write' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

function writtenOf({ html, folder, named }: Outcome, output: string): ReportPaths {
  const place = (path: string) => oneLine(join(output, path));
  const others = folder.filter((path) => path !== SUMMARY && path !== html);
  return {
    summary: place(SUMMARY),
    page: html === null ? null : place(html),
    // Pictures are represented by their folder, once.
    others: [...new Set(others.map((path) => path.replace(/\/.*/s, '/'))), ...named.map(oneLine)],
  };
}

/** A line that keeps its indentation. */
function wrappedIn(line: string, { columns }: Screen): string[] {
  if (columns === null) return [line];
  const [indent = ''] = /^ */.exec(line) ?? [];
  return wrapped(line.slice(indent.length), columns - indent.length, 2).map((part) => indent + part);
}
