import { createHash, randomBytes } from 'node:crypto';
import type { IncomingRequest, OutgoingAnswer } from './listen.ts';
import type { Members } from './openapi.ts';
import type { Repository, Run } from './repository.ts';
import type { Storage } from './storage.ts';

const SERVICE = '/twirp/github.actions.results.api.v1.ArtifactService/';

/** Fields of each method's request, by its protocol buffer in `@actions/artifact` 6; those with `?` may be absent. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  CreateArtifact: [
    'workflow_run_backend_id',
    'workflow_job_run_backend_id',
    'name',
    'version',
    'mime_type?',
    'expires_at?',
  ],
  FinalizeArtifact: ['workflow_run_backend_id', 'workflow_job_run_backend_id', 'name', 'size', 'hash?'],
  ListArtifacts: ['workflow_run_backend_id', 'workflow_job_run_backend_id', 'name_filter?', 'id_filter?'],
  DeleteArtifact: ['workflow_run_backend_id', 'workflow_job_run_backend_id', 'name'],
  GetSignedArtifactURL: ['workflow_run_backend_id', 'workflow_job_run_backend_id', 'name'],
};

interface PendingUpload {
  readonly url: string;
  readonly type: string;
}

/** What an artifact is unless its upload says so: the only one that is an archive. */
const ZIP = 'application/zip';

/** The file of an artifact: without an archive, of its own name. */
function fileOf({ name, type }: { readonly name: string; readonly type: string }): string {
  return type === ZIP ? `${name}.zip` : name;
}

class TwirpError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** An ACTIONS_RUNTIME_TOKEN as the runner hands it to an action of a run: a JWT whose scope names run and job. */
function runtimeToken({ backend }: Run): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const scp = `Actions.GenericRead:00000000 Actions.Results:${backend.run}:${backend.job} Actions.UploadArtifacts:00000000`;
  const signature = randomBytes(256).toString('base64url');
  return `${part({ typ: 'JWT', alg: 'RS256', x5t: 'standin' })}.${part({ scp, exp: 4_102_444_800 })}.${signature}`;
}

/** The results service under ACTIONS_RESULTS_URL, which artifacts are uploaded through. */
export class Results {
  private readonly pending = new Map<string, PendingUpload>();
  private readonly tokens = new Map<string, { repository: Repository; run: Run }>();
  private readonly storage: Storage;
  private readonly violations: string[];
  private readonly names: 'run' | 'attempt';

  /** @param names whether each attempt of a run has its own names of artifacts, or all have them together */
  constructor(storage: Storage, violations: string[], names: 'run' | 'attempt') {
    this.storage = storage;
    this.violations = violations;
    this.names = names;
  }

  token(repository: Repository, run: Run): string {
    const token = runtimeToken(run);
    this.tokens.set(token, { repository, run });
    return token;
  }

  answer(request: IncomingRequest): OutgoingAnswer {
    try {
      return { status: 200, body: this.dispatch(request) };
    } catch (error) {
      if (!(error instanceof TwirpError)) throw error;
      return { status: error.status, body: { code: error.code, msg: error.message } };
    }
  }

  private dispatch({ method, url, headers, bytes }: IncomingRequest): Members {
    const name = url.pathname.replace(SERVICE, '');
    const fields = FIELDS[name];
    if (method !== 'POST' || fields === undefined)
      throw new TwirpError(404, 'bad_route', `no handler for ${url.pathname}`);
    if (headers['content-type']?.startsWith('application/json') !== true) {
      throw new TwirpError(404, 'bad_route', `unexpected Content-Type: ${headers['content-type']}`);
    }
    const caller = this.tokens.get(headers.authorization?.replace(/^bearer /i, '') ?? '');
    if (caller === undefined) throw new TwirpError(401, 'unauthenticated', 'invalid token');
    const body = parsed(bytes);
    this.checkFields(name, fields, body);
    const { run, job } = caller.run.backend;
    if (body.workflow_run_backend_id !== run || body.workflow_job_run_backend_id !== job) {
      throw new TwirpError(403, 'permission_denied', 'backend ids do not match the token');
    }
    if (name === 'CreateArtifact') return this.create(caller, body);
    if (name === 'FinalizeArtifact') return this.finalize(caller, body);
    const found = [...caller.repository.artifacts.values()].filter((one) => one.run === caller.run.id);
    if (name === 'ListArtifacts') {
      const artifacts = found
        .filter((one) => body.name_filter === undefined || one.name === body.name_filter)
        .map((one) => ({
          workflow_run_backend_id: run,
          workflow_job_run_backend_id: job,
          database_id: String(one.id),
          name: one.name,
          size: String(one.bytes.length),
          created_at: one.created,
        }));
      return { artifacts };
    }
    const one = found.find((artifact) => artifact.name === body.name);
    if (one === undefined) throw new TwirpError(404, 'not_found', 'artifact not found');
    if (name === 'DeleteArtifact') {
      caller.repository.artifacts.delete(one.id);
      return { ok: true, artifact_id: String(one.id) };
    }
    return { signed_url: this.storage.download(fileOf(one), one.bytes, { 'content-type': one.type }) };
  }

  private checkFields(method: string, fields: readonly string[], body: Members): void {
    const names = fields.map((field) => field.replace('?', ''));
    for (const key of Object.keys(body)) {
      if (!names.includes(key)) this.violations.push(`results: ${method} has an unknown field ${key}`);
    }
    for (const field of fields) {
      if (!field.endsWith('?') && body[field] === undefined) {
        this.violations.push(`results: ${method} lacks ${field}`);
        throw new TwirpError(400, 'invalid_argument', `${field} is required`);
      }
    }
  }

  private create({ repository, run }: { repository: Repository; run: Run }, body: Members): Members {
    const name = String(body.name);
    if (name === '' || /["<>|*?:\r\n\\/]/.test(name))
      throw new TwirpError(400, 'invalid_argument', 'invalid artifact name');
    if (body.version !== 4 && body.version !== 7) throw new TwirpError(400, 'invalid_argument', 'unsupported version');
    const key = this.keyOf(run, name);
    const exists = [...repository.artifacts.values()].some(
      (one) => this.keyOf({ id: one.run, attempt: one.attempt }, one.name) === key,
    );
    if (exists || this.pending.has(key)) {
      throw new TwirpError(409, 'already_exists', 'an artifact with this name already exists on the workflow run');
    }
    const type = String(body.mime_type ?? ZIP);
    const url = this.storage.upload(fileOf({ name, type }));
    this.pending.set(key, { url, type });
    return { ok: true, signed_upload_url: url };
  }

  /** What no two artifacts have in common. */
  private keyOf({ id, attempt }: Pick<Run, 'id' | 'attempt'>, name: string): string {
    return `${this.names === 'run' ? id : `${id}.${attempt}`}/${name}`;
  }

  private finalize({ repository, run }: { repository: Repository; run: Run }, body: Members): Members {
    const key = this.keyOf(run, String(body.name));
    const pending = this.pending.get(key);
    const uploaded = pending === undefined ? null : this.storage.uploaded(pending.url);
    if (pending === undefined || uploaded === null) throw new TwirpError(404, 'not_found', 'artifact was not uploaded');
    const { bytes, type } = uploaded;
    // A browser that opens what is no archive goes by what the storage says of it.
    if (type !== null && type !== pending.type) {
      this.violations.push(`results: ${body.name} was created as ${pending.type} and uploaded as ${type}`);
    }
    const hash = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    if (String(body.size) !== String(bytes.length) || (body.hash ?? hash) !== hash) {
      this.violations.push(
        `results: FinalizeArtifact of ${body.name} says ${body.size} bytes, ${body.hash}; got ${bytes.length}, ${hash}`,
      );
      throw new TwirpError(400, 'invalid_argument', 'size or hash does not match the upload');
    }
    this.pending.delete(key);
    const made = repository.artifact(run, String(body.name), bytes, { type: pending.type });
    return { ok: true, artifact_id: String(made.id) };
  }
}

function parsed(bytes: Buffer): Members {
  try {
    return JSON.parse(bytes.toString()) as Members;
  } catch {
    throw new TwirpError(400, 'malformed', 'the json request could not be decoded');
  }
}
