import type { Findings, Path } from './finding.ts';
import { dig, word } from './lookup.ts';
import { describe, nameOf } from './validate.ts';

/** Hugging Face's cache folder: `models--<organisation>--<name>`. */
const CACHE_FOLDER = /(?:^|\/)models--([^/]+?)--([^/]+)/;

/**
 * The name of a model, however a harness writes it: a path into a model cache is converted to the name that it was made
 * from.
 *
 * @returns null where the text says nothing
 */
export function modelName(name: unknown): string | null {
  const text = word(name)?.replace(/\/+$/, '');
  if (text === undefined || text === '') return null;
  const cached = CACHE_FOLDER.exec(text);
  return cached === null ? text : `${cached[1]}/${cached[2]}`;
}

/** The name of the model in a field of a harness's own result; it is an error if the field is not text. */
export function modelAt(document: unknown, steps: Path, root: Path, findings: Findings): string | null {
  const value = dig(document, ...steps);
  if (value !== undefined && value !== null && typeof value !== 'string') {
    const path = [...root, ...steps];
    findings.error('wrong-type', path, `${nameOf(path)}: expected text, found ${describe(value)}`);
  }
  return modelName(value);
}

/** The model that a harness's own arguments name, for reports that name none. */
export function modelOfArgs(args: unknown): string | null {
  return (
    modelName(dig(args, 'server', 'model_name')) ??
    modelName(dig(args, 'spec', 'backend', 'model')) ??
    modelName(dig(args, 'model')) ??
    modelName(dig(args, 'endpoint', 'model_names', 0)) ??
    modelName(onlyOf(dig(args, 'models', 'items') ?? dig(args, 'models'))) ??
    modelName(dig(args, 'tokenizer', 'pretrained_model_name_or_path'))
  );
}

/** The name itself, or that in a list of one or in a mapping; AIPerf lists its models. */
function onlyOf(models: unknown): unknown {
  const [model, ...others] = Array.isArray(models) ? models : [];
  return others.length > 0 ? null : (dig(model, 'name') ?? model);
}
