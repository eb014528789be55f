import { DiskSource, type Source } from '../src/input/files.ts';
import { BARE } from '../src/naming.ts';
import { parseOptions, type RawOptions } from '../src/options.ts';
import { type Outcome, runPipeline } from '../src/pipeline.ts';
import type { OutputFile } from '../src/publish/folder.ts';
import type { Message } from '../src/publish/log.ts';
import { type Background, PLAIN } from '../src/world.ts';

/** What the program came to, and what it would have written and told. */
export interface WorldOutcome {
  readonly outcome: Outcome;
  readonly files: readonly { readonly path: string; readonly content: string | Uint8Array }[];
}

/**
 * Runs the whole program on files of a folder, writing into memory.
 *
 * @param told gets the problems, also where it throws
 * @param config the whole path of the config file that the options are from
 * @param readers who reads, and from where
 */
export async function runIn(
  folder: string,
  options: RawOptions,
  told: (problem: Message) => void = () => {},
  config: string | null = null,
  readers: Pick<Background, 'threads'> & { readonly source?: Source } = PLAIN,
): Promise<WorldOutcome> {
  const files = new Map<string, WorldOutcome['files'][number]>();
  const world = {
    source: readers.source ?? new DiskSource(folder),
    target: {
      check: async () => {},
      write: async (_: string, written: AsyncIterable<OutputFile>) => {
        for await (const { path, content } of written) files.set(path, { path, content: whole(content) });
      },
    },
    log: { progress: () => {}, stage: () => {}, problems: (problems: readonly Message[]) => problems.forEach(told) },
    today: '2026-11-24',
  };
  const outcome = await runPipeline(
    parseOptions([{ values: options, nameOf: BARE, isShared: config !== null }]),
    world,
    { ...PLAIN, config, threads: readers.threads },
  );
  return { outcome, files: [...files.values()] };
}

function whole(content: OutputFile['content']): string | Uint8Array {
  return typeof content === 'string' || content instanceof Uint8Array ? content : [...content].join('');
}

/** The `report.json` that was written. */
export function jsonOf({ files }: WorldOutcome): unknown {
  const file = files.find(({ path }) => path === 'report.json');
  return JSON.parse(String(file?.content));
}
