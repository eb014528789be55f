import { account, RATE_LIMIT, rate, spend, viewer } from './account.ts';
import { actionsHandlers } from './actions.ts';
import type { Call, Place, Urls } from './call.ts';
import { commentHandlers, fold } from './comments.ts';
import { type Fault, Faults, type FaultTrigger, type Host } from './fault.ts';
import { gitHandlers } from './git.ts';
import { historyHandlers } from './history.ts';
import { jobHandlers } from './jobs.ts';
import { type IncomingRequest, type Listener, listen, type OutgoingAnswer } from './listen.ts';
import { type Endpoint, endpointOf, type Members, requestFaults, responseFaults } from './openapi.ts';
import { Refusal, refuse } from './refusal.ts';
import { Repository, type Run } from './repository.ts';
import { Results } from './results.ts';
import { repositoryId } from './shape.ts';
import { Storage } from './storage.ts';
import { type Actor, authorise, newToken, type Permissions } from './token.ts';
import { web } from './web.ts';

const HANDLERS = { ...gitHandlers, ...commentHandlers, ...historyHandlers, ...actionsHandlers, ...jobHandlers };

/** A request to the API, and what it took. */
export interface ApiRequest {
  /** Such as `POST /repos/{owner}/{repo}/git/refs`, or `POST /graphql`. */
  readonly operation: string;
  readonly status: number;
  /** The permission that let it in; null where none was needed or it was refused. */
  readonly permission: string | null;
  readonly body: Members | undefined;
}

/** A request as it arrived. */
export interface ArrivedRequest {
  readonly host: Host;
  readonly method: string;
  /** Without the API's prefix, with its query. */
  readonly path: string;
  /** Whether a fault came in between. */
  readonly fault: boolean;
}

export interface Options {
  /** `owner/name`. */
  readonly repository?: string;
  readonly private?: boolean;
  /** Where the API is: on its own host, as with github.com, or under `/api` of the pages, as with an Enterprise Server. */
  readonly layout?: 'github.com' | 'enterprise';
  /** What a host calls itself by its URL on loopback, where it is behind something: `https://storage.example`. */
  readonly nameOf?: (host: Host, url: string) => string;
  /** Within what an artifact's name is taken: GitHub is told of both ways. */
  readonly artifactNames?: 'run' | 'attempt';
  /** What the repository was called before: the API leads from there to where it is now. */
  readonly formerly?: string;
}

/**
 * A GitHub on loopback with one repository, for one test file: REST and a little GraphQL, pages, git over HTTP, the
 * results service and the storage host. Requests and answers are checked against GitHub's OpenAPI description, and what
 * is found wrong is in `violations`; `check` throws for those and for what git finds wrong.
 */
export class Standin {
  readonly repository: Repository;
  readonly violations: string[] = [];
  /** Every request to the API, in order. */
  readonly asked: ApiRequest[] = [];
  /** Every request to any of the hosts, those that a fault answered too. */
  readonly requests: ArrivedRequest[] = [];
  private readonly actors = new Map<string, Actor>();
  private readonly faults = new Faults();
  private readonly storage = new Storage(this.violations);
  private readonly results: Results;
  /** On an Enterprise Server: the API under `/api` of the pages, and no results service to upload artifacts to. */
  readonly enterprise: boolean;
  private readonly formerly: string | null;
  private listeners: Listener[] = [];
  private readonly nameOf: NonNullable<Options['nameOf']>;
  /** Addresses on loopback by the host of the name that the world has for them. */
  readonly behind = new Map<string, URL>();
  private places: Urls | null = null;

  private constructor(
    repository: Repository,
    enterprise: boolean,
    {
      nameOf = (_, url) => url,
      artifactNames = 'run',
      formerly,
    }: Pick<Options, 'nameOf' | 'artifactNames' | 'formerly'>,
  ) {
    this.repository = repository;
    this.enterprise = enterprise;
    this.nameOf = nameOf;
    this.formerly = formerly ?? null;
    this.results = new Results(this.storage, this.violations, artifactNames);
  }

  static async start(options: Options = {}): Promise<Standin> {
    const { repository = 'octo/bench', private: isPrivate = false, layout = 'github.com' } = options;
    const made = await Repository.create(repository, isPrivate);
    const standin = new Standin(made, layout === 'enterprise', options);
    await standin.listen();
    return standin;
  }

  get urls(): Urls {
    if (this.places === null) throw new Error('the stand-in is not started');
    return this.places;
  }

  /** What shapes of objects are made from. */
  get place(): Place {
    const { repository, urls } = this;
    return { repository, urls, base: `${urls.api}/repos/${repository.fullName}` };
  }

  /** A GITHUB_TOKEN with these permissions; nothing else is taken as a token. */
  token(permissions: Permissions, { login = 'github-actions[bot]', remaining = RATE_LIMIT } = {}): string {
    const token = newToken();
    const kind = login.endsWith('[bot]') ? 'installation' : 'user';
    this.actors.set(token, { login, kind, permissions, repository: this.repository.fullName, remaining });
    return token;
  }

  /** An ACTIONS_RUNTIME_TOKEN of a run, with which it may upload artifacts. */
  runtimeToken(run: Run): string {
    return this.results.token(this.repository, run);
  }

  /** Has something go wrong. */
  inject(when: FaultTrigger, fault: Fault): void {
    this.faults.add(when, fault);
  }

  /** Takes back what was to go wrong; throws where none of it has. */
  calm(): void {
    const unmet = this.faults.unmet();
    this.faults.clear();
    if (unmet.length > 0) throw new Error(`faults never met: ${unmet.join(', ')}`);
  }

  /** Permissions that the requests so far were let in by, ascending; `write` has `read` in it. */
  permissionsUsed(): string[] {
    const used = new Set(this.asked.flatMap(({ permission }) => (permission === null ? [] : [permission])));
    return [...used].filter((one) => !used.has(one.replace(': read', ': write')) || one.endsWith('write')).sort();
  }

  /** Throws for violations, faults that nothing met and objects written by requests that git does not like. */
  async check(): Promise<void> {
    const wrong = [...this.violations, ...this.faults.unmet().map((one) => `fault never met: ${one}`)];
    if (wrong.length > 0) throw new Error(`the stand-in found:\n${wrong.join('\n')}`);
    const written = this.requests.some(({ method, path }) => method !== 'GET' && /\/git[/-]/.test(path));
    if (written) await this.repository.bare.check();
  }

  async close(): Promise<void> {
    await Promise.all(this.listeners.map((listener) => listener.close()));
    await this.repository.bare.remove();
  }

  private async listen(): Promise<void> {
    const failed = (error: unknown) =>
      this.violations.push(`stand-in: ${error instanceof Error ? error.stack : error}`);
    const page = (request: IncomingRequest) => web(request, this.repository, (header) => this.basic(header));
    const pages = (request: IncomingRequest) =>
      this.enterprise && request.url.pathname.startsWith('/api/') ? this.api(request) : page(request);
    const open = (host: Host, answer: (request: IncomingRequest) => Promise<OutgoingAnswer>) =>
      listen(host, { faults: this.faults, seen: (request) => this.see(request), answer, failed });
    const [api, site, results, storage] = await Promise.all([
      open('api', (request) => this.api(request)),
      open(this.enterprise ? 'api' : 'web', pages),
      open('results', async (request) => this.results.answer(request)),
      open('storage', async (request) => this.storage.answer(request)),
    ]);
    this.listeners = [api, site, results, storage];
    const places = { api: this.enterprise ? site : api, web: site, results, storage };
    const named = (host: Host) => {
      const { url } = places[host];
      const name = this.nameOf(host, url);
      this.behind.set(new URL(name).host, new URL(url));
      return name;
    };
    this.storage.url = named('storage');
    const root = named('api');
    this.places = {
      api: this.enterprise ? `${root}/api/v3` : root,
      graphql: this.enterprise ? `${root}/api/graphql` : `${root}/graphql`,
      web: named('web'),
      results: `${named('results')}/`,
      storage: this.storage.url,
    };
  }

  private see(request: ArrivedRequest): void {
    this.requests.push({ ...request, path: request.path.replace(/^\/api(\/v3)?(?=\/)/, '') });
    if ([...this.actors.keys()].some((token) => request.path.includes(token))) {
      this.violations.push(`a token in a URL: ${request.method} on the ${request.host} host`);
    }
  }

  private actor(header: string | undefined): Actor | null {
    if (header === undefined) return null;
    const actor = this.actors.get(header.replace(/^(bearer|token) /i, ''));
    if (actor === undefined) throw refuse(401);
    return actor;
  }

  /** Git sends `x-access-token:<token>`. */
  private basic(header: string | undefined): Actor | null {
    const [, , token] =
      /^([^:]*):(.*)$/.exec(Buffer.from(header?.replace(/^basic /i, '') ?? '', 'base64').toString()) ?? [];
    return this.actors.get(token ?? '') ?? null;
  }

  private async api(request: IncomingRequest): Promise<OutgoingAnswer> {
    const asked = this.enterprise ? request.url.pathname.replace(/^\/api(\/v3)?/, '') : request.url.pathname;
    const moved = this.moved(request, asked);
    if (moved !== null) return moved;
    const path = asked.replace(
      `/repositories/${repositoryId(this.repository)}/`,
      `/repos/${this.repository.fullName}/`,
    );
    const id = {
      'x-github-request-id': `STANDIN:${this.asked.length}`,
      'x-github-media-type': 'github.v3; format=json',
    };
    let actor: Actor | null = null;
    try {
      if (request.headers['user-agent'] === undefined) throw refuse(403, 'Request forbidden by administrative rules.');
      actor = this.actor(request.headers.authorization);
      if (actor !== null) spend(actor);
      const answer = path === '/graphql' ? this.graphql(request, actor) : await this.rest(request, path, actor);
      return { ...answer, headers: { ...id, ...rate(actor), ...answer.headers } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, body: error.body, headers: { ...id, ...rate(actor), ...error.headers } };
    }
  }

  /** Where a repository is that had another name; null where it is asked for by its own. */
  private moved({ method, url }: IncomingRequest, path: string): OutgoingAnswer | null {
    const before = `/repos/${this.formerly}/`;
    if (!path.startsWith(before)) return null;
    const location = `${this.urls.api}/repositories/${repositoryId(this.repository)}/${path.slice(before.length)}${url.search}`;
    const body = { message: 'Moved Permanently', url: location, documentation_url: 'https://docs.github.com/rest' };
    return { status: method === 'GET' ? 301 : 307, headers: { location }, body };
  }

  private graphql(request: IncomingRequest, actor: Actor | null): OutgoingAnswer {
    const body = bodyOf(request);
    if (actor === null) throw refuse(403, 'This endpoint requires you to be authenticated.');
    this.asked.push({ operation: 'POST /graphql', status: 200, permission: null, body });
    const query = String(body?.query ?? '');
    const [, folding] = /^mutation ?\(\$id: ID!\) ?\{ ?(minimizeComment|unminimizeComment)\(/.exec(query) ?? [];
    if (folding !== undefined) {
      const { id } = (body?.variables ?? {}) as Members;
      return fold(id, folding === 'minimizeComment', actor, this.repository);
    }
    return viewer(query, actor, this.violations);
  }

  private async rest(request: IncomingRequest, path: string, actor: Actor | null): Promise<OutgoingAnswer> {
    const endpoint = endpointOf(request.method, path);
    const operation = endpoint?.id ?? `${request.method} ${path}`;
    const body = bodyOf(request);
    let permission: string | null = null;
    const outgoing = await this.let(operation, endpoint, actor, (one, repository) => {
      permission = authorise(one.id, actor, repository);
      const faults = requestFaults(one, request.url.searchParams, body);
      this.violations.push(...faults.map((fault) => `${one.id}: ${fault}`));
      if (faults.some((fault) => fault.startsWith('body'))) throw refuse(422, 'Invalid request.');
      return this.handle(one, { repository, actor, body: body ?? {}, request, path });
    });
    this.asked.push({
      operation,
      status: outgoing.status,
      permission: outgoing.status < 400 ? permission : null,
      body,
    });
    if (endpoint !== null) {
      const faults = responseFaults(endpoint, outgoing.status, outgoing.body);
      this.violations.push(...faults.map((fault) => `stand-in's own ${endpoint.id}: ${fault}`));
    }
    return outgoing;
  }

  /** Answers a request, its refusals included. */
  private async let(
    operation: string,
    endpoint: Endpoint | null,
    actor: Actor | null,
    answer: (endpoint: Endpoint, repository: Repository | null) => Promise<OutgoingAnswer>,
  ): Promise<OutgoingAnswer> {
    try {
      if (endpoint === null) {
        this.violations.push(`a path that the stand-in does not serve: ${operation}`);
        throw refuse(404);
      }
      const { owner, repo } = endpoint.params;
      const named = owner === undefined ? null : `${owner}/${repo}`;
      if (named !== null && named.toLowerCase() !== this.repository.fullName.toLowerCase()) throw refuse(404);
      if (named === null && actor === null && endpoint.id === 'GET /user') throw refuse(401, 'Requires authentication');
      return await answer(endpoint, named === null ? null : this.repository);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, body: error.body, headers: error.headers };
    }
  }

  private async handle(
    endpoint: Endpoint,
    given: {
      repository: Repository | null;
      actor: Actor | null;
      body: Members;
      request: IncomingRequest;
      path: string;
    },
  ): Promise<OutgoingAnswer> {
    const { repository, actor, body, request, path } = given;
    if (endpoint.id === 'POST /markdown') {
      const { htmlOf } = await import('../../browser/markdown.ts');
      return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: htmlOf(String(body.text)) };
    }
    if (repository === null) return account(endpoint.id, actor, this.urls);
    const handler = HANDLERS[endpoint.id];
    if (handler === undefined) {
      this.violations.push(`not built in the stand-in: ${endpoint.id}`);
      throw refuse(404);
    }
    const call: Call = {
      ...this.place,
      actor,
      body,
      params: endpoint.params,
      query: request.url.searchParams,
      url: `${this.urls.api}${path}`,
      signed: (id) => this.signed(id),
    };
    return handler(call);
  }

  private signed(id: number): string {
    const artifact = this.repository.artifacts.get(id);
    if (artifact === undefined) throw refuse(404);
    const { name, type, bytes } = artifact;
    const file = type === 'application/zip' ? `${name}.zip` : name;
    const disposition = `attachment; filename="${file.replace(/[^ -~]|"/g, '_')}"; filename*=UTF-8''${encodeURIComponent(file)}`;
    return this.storage.download(file, bytes, { 'content-type': type, 'content-disposition': disposition });
  }
}

function bodyOf(request: IncomingRequest): Members | undefined {
  if (request.bytes.length === 0) return undefined;
  try {
    return JSON.parse(request.bytes.toString()) as Members;
  } catch {
    throw refuse(400, 'Problems parsing JSON');
  }
}
