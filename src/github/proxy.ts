import { getProxyUrl } from '@actions/http-client/lib/proxy';

/** Variables that may name a proxy. */
const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;

/** What was found in variables that name proxies. */
interface Settled {
  /** Passwords, as written and as meant. */
  readonly secrets: readonly string[];
  /** Sentences on those that name none. */
  readonly faults: readonly string[];
}

/**
 * Has an environment name its proxies as every library understands it, with a scheme. What is no address is taken out:
 * libraries would pass it over in silence, or stop.
 */
export function settleProxies(env: NodeJS.ProcessEnv): Settled {
  const [secrets, faults]: [string[], string[]] = [[], []];
  for (const name of VARIABLES) {
    const value = env[name];
    if (value === undefined || value === '') continue;
    if (value.trim() === '') {
      // It names none, and libraries would take it for one.
      delete env[name];
      continue;
    }
    const address = addressOf(value.trim());
    if (address === null) {
      delete env[name];
      faults.push(
        `the variable ${name} is passed over: expected a proxy’s address such as http://proxy.example:3128, with user and password percent-encoded if it needs them; found something else`,
      );
    } else {
      env[name] = address.href;
      secrets.push(...passwordsIn(address));
    }
  }
  return { secrets, faults };
}

function addressOf(value: string): URL | null {
  try {
    const url = new URL(value.includes('://') ? value : `http://${value}`);
    passwordsIn(url);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** Throws for what is not well percent-encoded. */
function passwordsIn({ username, password }: URL): readonly string[] {
  decodeURIComponent(username);
  return password === '' ? [] : [...new Set([password, decodeURIComponent(password)])];
}

/** Host and port of the proxy on the way to a URL, by `https_proxy`, `http_proxy` and `no_proxy`; null where none is. */
function proxyOf(url: URL): string | null {
  const proxy = getProxyUrl(url);
  return proxy === undefined ? null : proxy.host;
}

/** Why a request had no answer, in a clause: names the proxy on the way to it, and what may be wrong with that. */
export function whyUnanswered(url: string, error: unknown): string {
  const asked = new URL(url);
  const message = firstCauseOf(error);
  const proxy = proxyOf(asked);
  if (/certificate/i.test(message)) {
    const way = proxy === null ? '' : `, through the proxy ${proxy}`;
    return `${message}${way}: is the authority in the file that NODE_EXTRA_CA_CERTS names in the runner’s environment?`;
  }
  if (proxy === null) return message;
  const [, status = null] = /(?:Proxy response \(|statusCode=)(\d+)/.exec(message) ?? [];
  if (status === null) return `${message}, through the proxy ${proxy}`;
  const question =
    status === '407' ? 'are user and password in its address?' : `does it let ${asked.hostname} through?`;
  return `the proxy ${proxy} answered ${status}: ${question}`;
}

/** What the first of nested errors says: libraries wrap it in “fetch failed” or “Request was cancelled”. */
function firstCauseOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  const [line = ''] = error.message.split('\n');
  return inner instanceof Error ? firstCauseOf(inner) || line : line;
}
