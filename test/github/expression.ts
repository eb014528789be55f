import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** What expressions see, by context: `github`, `needs`, … */
export type Contexts = Readonly<Record<string, unknown>>;

/** The functions that tell how a job goes. */
function statusOf(succeeded: boolean) {
  const status = { success: succeeded, failure: !succeeded, always: true, cancelled: false };
  return Object.entries(status).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  }));
}

/** The value of an expression, without its braces, as GitHub's own evaluator has it. */
function evaluated(text: string, contexts: Contexts, succeeded: boolean): data.ExpressionData {
  const functions = statusOf(succeeded);
  const parsed = new Parser(new Lexer(text).lex().tokens, Object.keys(contexts), functions).parse();
  const known = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(parsed, known, new Map(functions.map((one) => [one.name, one]))).evaluate();
}

/** What `condition && value || other` gives while its condition holds, for each one in a text, where it is a literal. */
export function chosenIn(text: string): data.ExpressionData[] {
  const contexts = ['github', 'inputs', 'jobs', 'matrix', 'needs', 'runner', 'steps', 'strategy'];
  return [...text.matchAll(/\$\{\{(.*?)\}\}/gs)].flatMap(([, inner = '']) =>
    chosen(new Parser(new Lexer(inner.trim()).lex().tokens, contexts, statusOf(true)).parse() as Part),
  );
}

/** A part of a parsed expression, of whichever kind. */
interface Part {
  readonly operator?: { readonly lexeme: string };
  readonly args?: readonly Part[];
  readonly literal?: data.ExpressionData;
}

function chosen(part: Part): data.ExpressionData[] {
  const [first] = part.operator?.lexeme === '||' ? (part.args ?? []) : [];
  const value = first?.operator?.lexeme === '&&' ? first.args?.at(-1)?.literal : undefined;
  const below = Object.values(part).flatMap((one) =>
    typeof one === 'object' && one !== null ? chosen(one as Part) : [],
  );
  return value === undefined ? below : [value, ...below];
}

/** Text with every `${{ … }}` in it evaluated. */
export function filled(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, inner: string) =>
    evaluated(inner.trim(), contexts, true).coerceString(),
  );
}

/** Whether an `if:` holds; without a word of its own about it, only where all before has succeeded. */
export function holds(condition: string | undefined, contexts: Contexts, succeeded: boolean): boolean {
  const inner = (condition ?? 'success()').replace(/^\s*\$\{\{(.*)\}\}\s*$/s, '$1').trim();
  const saysSo = /\b(?:success|failure|always|cancelled)\(\)/.test(inner);
  const value = evaluated(saysSo ? inner : `success() && (${inner})`, contexts, succeeded).coerceString();
  return !['', 'false', '0', 'null'].includes(value);
}
