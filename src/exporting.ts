import { z } from 'zod';
import { shortened } from './excerpt.ts';
import { linesIn, listOf } from './items.ts';
import { mismatch, mistake } from './mistake.ts';
import { file } from './pathoption.ts';
import { nearestTo } from './spelling.ts';

/** Formats of third-party trackers. */
export const EXPORT_KINDS = ['bigger-is-better', 'bmf', 'openmetrics'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** A file for a tracker, relative to the working folder. */
export interface Export {
  readonly kind: ExportKind;
  readonly file: string;
}

const FORM = `KIND=FILE, with one of the kinds ${EXPORT_KINDS.join(', ')}`;
const item = z.string(FORM).transform((value, context): Export => {
  const [, name = '', path = ''] = /^([\w-]+)\s*=\s*(.+)$/s.exec(value) ?? [];
  const kind = EXPORT_KINDS.find((known) => known === name);
  const checked = file.safeParse(path);
  if (kind !== undefined && checked.success) return { kind, file: checked.data };
  const meant = kind === undefined ? nearestTo(name === '' ? value : name, EXPORT_KINDS) : null;
  const advice = meant === null ? '' : `; did you mean ${meant}=${shortened(path) || 'FILE'}?`;
  mistake(context, [], `${mismatch(FORM, value, [])}${advice}`);
  return z.NEVER;
});

/** A comma ends an item only if the next one follows, because paths may contain commas. */
const NEXT = new RegExp(`,(?=\\s*(?:${EXPORT_KINDS.join('|')})\\s*=)`, 'g');

/** `KIND=FILE`, one per line or separated by commas. */
export const exports = listOf(item, FORM, (text) => linesIn(text.replace(NEXT, '\n'))).default([]);
