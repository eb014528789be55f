import { pageParts } from './explorer/html.ts';
import { EXPORT_KINDS, type ExportKind } from './exporting.ts';
import type { OptionNamer } from './naming.ts';
import type { Options } from './options.ts';
import type { NamedFile, OutputFile } from './publish/folder.ts';
import { OWN_EXTRA, renderBiggerIsBetter } from './summary/biggerisbetter.ts';
import { renderBmf } from './summary/bmf.ts';
import { csvParts } from './summary/csv.ts';
import { relativeImages } from './summary/image.ts';
import { PAGE, type PageLink } from './summary/interactive.ts';
import { jsonParts } from './summary/json.ts';
import { JUNIT_BEGINNING, renderJunit } from './summary/junit.ts';
import { renderMarkdown } from './summary/markdown.ts';
import { END, FAMILY_PREFIX, openMetricsParts } from './summary/openmetrics.ts';
import type { Report } from './summary/report.ts';

/** An output that a run was asked for. */
interface OutputRequest {
  readonly path: string;
  /** The option, with its value. */
  readonly option: string;
  readonly value: string;
}

type OutputOptions = Pick<Options, 'html' | 'junit' | 'export'>;

/** A text that every run leaves in the output folder, under this name; it is kept and uploaded with the folder. */
interface FolderOutput {
  readonly place: 'folder';
  readonly name: string;
  /** @param page where the text finds the interactive page; null if there is none */
  readonly render: (report: Report, page: PageLink | null) => OutputFile['content'];
}

/** The page, which is optional: the report is complete without it. */
interface PageOutput {
  readonly place: 'page';
  readonly name: string;
  readonly isWanted: (options: OutputOptions) => boolean;
  /** In parts. */
  readonly render: (report: Report) => Promise<readonly string[]>;
}

/** A text for another program, in the place that the user specified. */
interface NamedOutput {
  readonly place: 'named';
  readonly name: 'junit' | ExportKind;
  readonly asks: (options: OutputOptions) => readonly OutputRequest[];
  readonly render: (report: Report) => OutputFile['content'];
  /** How existing files begin that an earlier run may have left, and that may be replaced. */
  readonly beginning: RegExp;
}

type OutputKind = FolderOutput | PageOutput | NamedOutput;

/** The forms that trackers read. */
const EXPORTS: Readonly<Record<ExportKind, Pick<NamedOutput, 'render' | 'beginning'>>> = {
  'bigger-is-better': {
    render: renderBiggerIsBetter,
    beginning: new RegExp(
      `^\\[(?:\\]|\\s*\\{(?:\\s*"[a-z]+": (?:"(?:[^"\\\\]|\\\\.)*"|[-+.\\de]+),)*\\s*"extra": "${OWN_EXTRA}\\b)`,
    ),
  },
  bmf: {
    render: renderBmf,
    beginning: /^\{(?:\}|\s*"(?:[^"\\]|\\.)+ · (?:[^"\\]|\\.)+": \{\s*"[a-z\d-]+": \{\s*"value": )/,
  },
  openmetrics: {
    render: openMetricsParts,
    beginning: new RegExp(`^(?:${END}|# TYPE ${FAMILY_PREFIX})`),
  },
};

/**
 * What a run writes apart from pictures; one row per output. A file that lists others comes first, since files are
 * moved into place in reverse order.
 */
const OUTPUTS: readonly OutputKind[] = [
  { place: 'folder', name: 'report.json', render: jsonParts },
  {
    place: 'folder',
    name: 'summary.md',
    render: (report, interactive) => renderMarkdown(report, { images: relativeImages, interactive }),
  },
  { place: 'folder', name: 'runs.csv', render: csvParts },
  { place: 'page', name: PAGE, isWanted: ({ html }) => html === 'auto', render: pageParts },
  {
    place: 'named',
    name: 'junit',
    asks: ({ junit }) => (junit === null ? [] : [{ path: junit, option: 'junit', value: junit }]),
    render: renderJunit,
    beginning: new RegExp(`^${JUNIT_BEGINNING.replace(/[?.]/g, '\\$&')}`),
  },
  ...EXPORT_KINDS.map((name): NamedOutput => ({ ...exported(name), ...EXPORTS[name] })),
];

function exported(name: ExportKind): Pick<NamedOutput, 'place' | 'name' | 'asks'> {
  const asks = ({ export: all }: OutputOptions): OutputRequest[] =>
    all
      .filter(({ kind }) => kind === name)
      .map(({ file }) => ({ path: file, option: 'export', value: `${name}=${file}` }));
  return { place: 'named', name, asks };
}

/** How files for other programs begin, whatever their names. */
export const NAMED_BEGINNINGS: readonly RegExp[] = OUTPUTS.flatMap((kind) =>
  kind.place === 'named' ? [kind.beginning] : [],
);

/** Names of all files in the output folder except pictures; in that folder these are ours. */
export const FOLDER_FILES: readonly string[] = OUTPUTS.flatMap(({ place, name }) => (place === 'named' ? [] : [name]));

/** An output with the file that it is written to. */
export type OutputTarget =
  | { readonly kind: FolderOutput | PageOutput; readonly file: null }
  | { readonly kind: NamedOutput; readonly file: NamedFile };

/** The requested outputs, in the order of the table. */
export function wantedOf(options: OutputOptions, nameOf: OptionNamer): OutputTarget[] {
  return OUTPUTS.flatMap((kind): OutputTarget[] => {
    if (kind.place === 'folder') return [{ kind, file: null }];
    if (kind.place === 'page') return kind.isWanted(options) ? [{ kind, file: null }] : [];
    return kind.asks(options).map(({ path, option, value }) => {
      const file = { path, asked: `${nameOf(option)} ${value}`, beginning: kind.beginning };
      return { kind, file };
    });
  });
}

/** Those of the outputs that go to files which users named. */
export function namedIn(wanted: readonly OutputTarget[]): NamedFile[] {
  return wanted.flatMap(({ file }) => file ?? []);
}
