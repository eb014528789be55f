import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Cuts GitHub's OpenAPI description down to the paths that the tests' stand-in serves, as JSON Schema.
 *
 * The description is `@octokit/openapi` (MIT), 385 MB unpacked, and so no dependency:
 *
 *     npm install --no-save @octokit/openapi@23.0.2
 *     node scripts/openapi.ts node_modules/@octokit/openapi/generated/api.github.com.json
 */
const TARGET = join(import.meta.dirname, '../test/github/standin/openapi.json');

const REPO = '/repos/{owner}/{repo}';
const PATHS: readonly string[] = [
  '/rate_limit',
  '/user',
  '/markdown',
  REPO,
  ...[
    '/git/blobs',
    '/git/blobs/{file_sha}',
    '/git/trees',
    '/git/trees/{tree_sha}',
    '/git/commits',
    '/git/commits/{commit_sha}',
    '/git/refs',
    '/git/ref/{ref}',
    '/git/matching-refs/{ref}',
    '/git/refs/{ref}',
    '/commits',
    '/commits/{ref}',
    '/commits/{commit_sha}/comments',
    '/commits/{commit_sha}/pulls',
    '/collaborators/{username}/permission',
    '/comments/{comment_id}',
    '/compare/{basehead}',
    '/contents/{path}',
    '/issues/{issue_number}/comments',
    '/issues/comments/{comment_id}',
    '/issues/comments/{comment_id}/reactions',
    '/pulls',
    '/pulls/{pull_number}',
    '/pulls/{pull_number}/commits',
    '/actions/runs',
    '/actions/runs/{run_id}',
    '/actions/runs/{run_id}/artifacts',
    '/actions/runs/{run_id}/jobs',
    '/check-runs/{check_run_id}/annotations',
    '/actions/workflows',
    '/actions/workflows/{workflow_id}',
    '/actions/workflows/{workflow_id}/runs',
    '/actions/artifacts',
    '/actions/artifacts/{artifact_id}',
    '/actions/artifacts/{artifact_id}/{archive_format}',
  ].map((path) => REPO + path),
];

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Members = { [key: string]: Json };

/** Members that say nothing about validity. */
const PROSE = new Set(['description', 'summary', 'example', 'examples', 'externalDocs', 'deprecated', 'title', 'tags']);

/** The schema, with nullable and oneOf of OpenAPI 3.0 as JSON Schema has them. */
function schema(value: Json): Json {
  if (Array.isArray(value)) return value.map(schema);
  if (value === null || typeof value !== 'object') return value;
  const out: Members = {};
  for (const [key, member] of Object.entries(value)) {
    if (key === 'properties') {
      out[key] = Object.fromEntries(Object.entries(member as Members).map(([name, inner]) => [name, schema(inner)]));
    } else if (key === 'oneOf') {
      // Alternatives of the description overlap: “exactly one” would refuse what GitHub sends.
      out.anyOf = schema(member);
    } else if (key === 'enum' || key === 'default' || key === 'required') {
      out[key] = member;
    } else if (!PROSE.has(key) && key !== 'nullable' && !key.startsWith('x-')) {
      out[key] = schema(member);
    }
  }
  return value.nullable === true ? { anyOf: [out, { type: 'null' }] } : out;
}

function main(source: string): void {
  const full = JSON.parse(readFileSync(source, 'utf8')) as {
    info: { version: string };
    paths: Record<string, Record<string, Members>>;
    components: Record<string, Record<string, Json>>;
  };
  /** A `$ref` into anything but schemas, resolved. */
  const resolved = (value: Json): Members => {
    const reference = (value as Members).$ref;
    if (typeof reference !== 'string') return value as Members;
    const [, , kind = '', name = ''] = reference.split('/');
    return resolved(full.components[kind]?.[name] ?? {});
  };
  const jsonSchemaOf = (message: Members): Json => {
    const content = (message.content ?? {}) as Members;
    const json = (content['application/json'] ?? content['application/json; charset=utf-8']) as Members | undefined;
    return json?.schema === undefined ? null : schema(json.schema);
  };
  const operation = (value: Members): Members => ({
    parameters: ((value.parameters ?? []) as Json[]).map((parameter) => {
      const { name = '', in: place = '', required = false, schema: type = {} } = resolved(parameter);
      // Said to be a moment, and described as a range of them: `<=2026-11-28T00:00:00Z`.
      return { name, in: place, required, schema: name === 'created' ? { type: 'string' } : schema(type) };
    }),
    body: value.requestBody === undefined ? null : jsonSchemaOf(resolved(value.requestBody)),
    responses: Object.fromEntries(
      Object.entries(value.responses as Members).map(([status, response]) => [
        status,
        jsonSchemaOf(resolved(response)),
      ]),
    ),
  });
  const paths = Object.fromEntries(
    PATHS.map((path) => {
      const methods = full.paths[path];
      if (methods === undefined) throw new Error(`no such path in the description: ${path}`);
      return [path, Object.fromEntries(Object.entries(methods).map(([method, value]) => [method, operation(value)]))];
    }),
  );
  const schemas: Members = {};
  const need = (value: Json): void => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (schemas[name] !== undefined) continue;
      schemas[name] = schema(full.components.schemas?.[name] ?? {});
      need(schemas[name]);
    }
  };
  need(paths as Json);
  need([{ $ref: '#/components/schemas/basic-error' }]);
  need([{ $ref: '#/components/schemas/validation-error' }]);
  // Whole objects that GitHub answers with, from the description's own examples: the stand-in overrides what it knows.
  const examples = Object.fromEntries(
    [
      'full-repository',
      'pull-request',
      'pull-request-simple-items',
      'workflow-run',
      'issue-comment',
      'reaction',
      'commit-comment',
      'commit',
      'git-commit',
      'simple-user',
      'workflow',
      'artifact',
      'job',
      'rate-limit-overview',
    ].map((name) => [name, (full.components.examples?.[name] as Members | undefined)?.value ?? null]),
  );
  const slim = { source: `@octokit/openapi@${full.info.version}`, paths, schemas, examples };
  const text = JSON.stringify(slim).replaceAll('#/components/schemas/', 'github#/definitions/');
  writeFileSync(TARGET, `${text}\n`);
}

main(process.argv[2] ?? '');
