/** What text is laid out for. */
export interface Screen {
  /** Cells per line; null if lines may have any length, as in a file. */
  readonly columns: number | null;
  /** How many lines are visible at once; null if nobody scrolls. */
  readonly height: number | null;
  readonly color: boolean;
}

/** A file or a pipe: everything in full, in plain characters. */
export const PAPER: Screen = { columns: null, height: null, color: false };

/** With fewer columns than this, not even words fit. */
const LEAST_COLUMNS = 8;

/** What a stream says about itself; only terminals know their columns and rows. */
export interface Stream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}

/** Variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What `--color` takes. */
export const COLOR_CHOICES = ['auto', 'always', 'never'] as const;
export type ColorChoice = (typeof COLOR_CHOICES)[number];

/** The screen behind a stream. `COLUMNS` and `LINES` are used if the stream does not state its size. */
export function screenOf(stream: Stream, env: Environment, choice: ColorChoice): Screen {
  const columns = sizeIn(stream.columns) ?? sizeIn(Number(env.COLUMNS)) ?? null;
  const height = sizeIn(stream.rows) ?? (stream.isTTY === true ? sizeIn(Number(env.LINES)) : null);
  return {
    columns: columns === null ? null : Math.max(LEAST_COLUMNS, columns),
    height,
    color: isColored(stream, env, choice),
  };
}

/** Whether a line may be overwritten: only if somebody is watching. */
export function isLive({ isTTY }: Stream, { TERM, CI }: Environment): boolean {
  return isTTY === true && TERM !== 'dumb' && !isOn(CI);
}

/**
 * The flag, then `FORCE_COLOR`, then `NO_COLOR`, in the order that Node itself has; else a terminal that is not dumb.
 * A log of CI is no terminal.
 */
function isColored({ isTTY }: Stream, { FORCE_COLOR, NO_COLOR, TERM }: Environment, choice: ColorChoice): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (FORCE_COLOR !== undefined) return FORCE_COLOR === '' || isOn(FORCE_COLOR);
  return isTTY === true && !NO_COLOR && TERM !== 'dumb';
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value);
}

function sizeIn(size: number | undefined): number | null {
  return size !== undefined && Number.isInteger(size) && size > 0 ? size : null;
}
