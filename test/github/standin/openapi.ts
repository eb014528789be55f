import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

/** A JSON object of GitHub's. */
export type Members = Record<string, unknown>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Members;
}

interface Operation {
  readonly parameters: readonly Parameter[];
  readonly body: Members | null;
  readonly responses: Readonly<Record<string, Members | null>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly schemas: Readonly<Record<string, Members>>;
  readonly examples: Readonly<Record<string, Members>>;
}

/** GitHub's own OpenAPI description, cut down by `scripts/openapi.ts`. */
const DESCRIPTION = JSON.parse(readFileSync(join(import.meta.dirname, 'openapi.json'), 'utf8')) as Description;

/** An operation of the description that a request asks for. */
export interface Endpoint {
  /** Such as `POST /repos/{owner}/{repo}/git/refs`. */
  readonly id: string;
  readonly params: Readonly<Record<string, string>>;
  readonly operation: Operation;
}

/** Longer templates first: `/commits/{sha}/comments` is no commit named `sha/comments`. */
const TEMPLATES = Object.entries(DESCRIPTION.paths)
  .map(([template, operations]) => ({ template, operations, pattern: patternOf(template) }))
  .sort((a, b) => literals(b.template) - literals(a.template));

function literals(template: string): number {
  return template.split('/').filter((part) => !part.startsWith('{')).length;
}

/** Names of refs, paths and comparisons may have slashes in them. */
function patternOf(template: string): RegExp {
  const source = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    ['ref', 'path', 'basehead'].includes(name) ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`,
  );
  return new RegExp(`^${source}$`);
}

/** The operation for a method and path, or null where the description (as cut down) has none. */
export function endpointOf(method: string, path: string): Endpoint | null {
  for (const { template, operations, pattern } of TEMPLATES) {
    const operation = operations[method.toLowerCase()];
    const match = operation === undefined ? null : pattern.exec(path);
    if (operation === undefined || match === null) continue;
    const params = Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
    return { id: `${method.toUpperCase()} ${template}`, params, operation };
  }
  return null;
}

const options = { strict: false, allErrors: true, logger: false as const };
const bodies = new Ajv(options);
/** Parameters arrive as text. */
const texts = new Ajv({ ...options, coerceTypes: 'array' });
for (const ajv of [bodies, texts]) {
  formats.default(ajv);
  ajv.addSchema({ $id: 'github', definitions: DESCRIPTION.schemas });
}

const compiled = new Map<Members, ValidateFunction>();

/** What is wrong with a value by a schema, as sentences; empty where nothing is. */
function faultsOf(ajv: Ajv, schema: Members, value: unknown, what: string): string[] {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error: ErrorObject) => `${what}${error.instancePath}: ${error.message}`);
}

/** What a request has that the description does not allow. GitHub ignores unknown keys: here they are faults too. */
export function requestFaults(endpoint: Endpoint, query: URLSearchParams, body: unknown): string[] {
  const faults: string[] = [];
  const known = new Map(endpoint.operation.parameters.map((parameter) => [parameter.name, parameter]));
  for (const [name, value] of query) {
    const parameter = known.get(name);
    if (parameter?.in !== 'query') faults.push(`query: unknown parameter ${name}`);
    else faults.push(...faultsOf(texts, wrapped(parameter), { value }, `query ${name}`));
  }
  for (const [name, value] of Object.entries(endpoint.params)) {
    const parameter = known.get(name);
    if (parameter !== undefined) faults.push(...faultsOf(texts, wrapped(parameter), { value }, `path ${name}`));
  }
  const schema = endpoint.operation.body;
  if (schema === null) {
    if (body !== undefined) faults.push('body: none expected');
    return faults;
  }
  faults.push(...faultsOf(bodies, schema, body, 'body'));
  const allowed = schema.properties as Members | undefined;
  if (allowed !== undefined && typeof body === 'object' && body !== null) {
    faults.push(...Object.keys(body).flatMap((key) => (key in allowed ? [] : [`body: unknown key ${key}`])));
  }
  return faults;
}

const wrappers = new WeakMap<Parameter, Members>();

/** Coercion needs a parent to write the coerced value to. */
function wrapped(parameter: Parameter): Members {
  const schema = wrappers.get(parameter) ?? { type: 'object', properties: { value: parameter.schema } };
  wrappers.set(parameter, schema);
  return schema;
}

const BASIC_ERROR = { $ref: 'github#/definitions/basic-error' };

/** What an answer has that the description does not allow. Refusals it does not list are basic errors. */
export function responseFaults(endpoint: Endpoint, status: number, body: unknown): string[] {
  const schema = endpoint.operation.responses[String(status)];
  if (schema === undefined && status < 400) return [`answer: status ${status} is not described`];
  // Text is not described, as that of rendered Markdown.
  if (schema === null && status < 400)
    return body === undefined || typeof body === 'string' ? [] : [`answer ${status}: no body expected`];
  return faultsOf(bodies, schema ?? BASIC_ERROR, body, `answer ${status}`);
}

/** A whole object as GitHub sends it, from the description's examples, to be overridden by what is known. */
export function example(name: string): Members {
  const found = DESCRIPTION.examples[name];
  if (found === undefined || found === null) throw new Error(`no example in the description: ${name}`);
  return structuredClone(found);
}
