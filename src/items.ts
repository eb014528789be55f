import { z } from 'zod';
import { explain, firstOf, mistake } from './mistake.ts';

/*
 * Lists as users write them: a repeated flag, an input of several lines, a text or a YAML list in the config file.
 * Commas separate items as line breaks do, except in lists whose items may contain commas.
 */

/** Items of a text, separated by commas or lines. */
export function itemsIn(text: string): string[] {
  return trimmed(text.split(/[,\n]/));
}

/** Items that may contain commas, one per line. */
export function linesIn(text: string): string[] {
  return trimmed(text.split('\n'));
}

/** Globs, separated by commas or line breaks; `{a,b}` is a single one. */
export function globsIn(text: string): string[] {
  const globs = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '{') depth += 1;
    if (character === '}' && depth > 0) depth -= 1;
    if (character === '\n' || (character === ',' && depth === 0)) {
      globs.push('');
      depth = 0;
    } else globs.push(`${globs.pop()}${character}`);
  }
  return trimmed(globs);
}

function trimmed(items: readonly string[]): string[] {
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

/** Items as passed on by an entry point; none if it has no list. */
export function itemsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/**
 * A list of items in one text or several.
 *
 * @param takes what an item is, for messages
 * @param split the items of a text; a text without any is a mistake, which `item` reports
 */
export function listOf<Output>(item: z.ZodType<Output, string>, takes: string, split: (text: string) => string[]) {
  const form = z.union([z.string(), z.array(z.string(takes))], `${takes}, or a list of them`);
  return form.transform((given, context): Output[] =>
    [given].flat().flatMap((text, index) => {
      const path = Array.isArray(given) ? [index] : [];
      const items = split(text);
      return (items.length === 0 ? [''] : items).flatMap((one) => read(item, one, path, context));
    }),
  );
}

function read<Output>(
  item: z.ZodType<Output, string>,
  text: string,
  path: number[],
  context: z.RefinementCtx,
): Output[] {
  const { data, error } = item.safeParse(text, { reportInput: true });
  if (error === undefined) return [data as Output];
  const issue = firstOf(error);
  mistake(context, path, issue === undefined ? 'not understood' : explain(issue));
  return [];
}
