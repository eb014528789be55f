import { dig, word } from './lookup.ts';

/** Hugging Face's cache folder: `models--<organisation>--<name>`. */
const CACHE_FOLDER = /(?:^|\/)models--([^/]+?)--([^/]+)/;

/**
 * The name of a model, whatever a harness calls it: a path into a model cache is turned into the name it is made of.
 *
 * @returns null where the text says nothing
 */
export function modelName(name: unknown): string | null {
  const text = word(name)?.replace(/\/+$/, '');
  if (text === undefined || text === '') return null;
  const cached = CACHE_FOLDER.exec(text);
  return cached === null ? text : `${cached[1]}/${cached[2]}`;
}

/** The model that a harness's own arguments name, for reports that do not. */
export function modelOfArgs(args: unknown): string | null {
  return (
    modelName(dig(args, 'server', 'model_name')) ??
    modelName(dig(args, 'spec', 'backend', 'model')) ??
    modelName(dig(args, 'model')) ??
    modelName(dig(args, 'endpoint', 'model_names', 0)) ??
    modelName(dig(args, 'tokenizer', 'pretrained_model_name_or_path'))
  );
}
