import { shortened } from '../excerpt.ts';

/** What the Action does on GitHub. Each feature needs its own permission, and fails independently. */
export type Feature =
  | 'pull request'
  | 'commit'
  | 'config file'
  | 'comment'
  | 'commit comment'
  | 'images'
  | 'baseline'
  | 'report artifacts'
  | 'artifact'
  | 'html'
  | 'cleanup';

/** What a workflow must grant for each feature, and what the feature provides, in the words of a sentence. */
const FEATURES: Readonly<Record<Feature, { readonly needs: string; readonly brings: string }>> = {
  'pull request': { needs: 'pull-requests: read', brings: 'pull request that was measured' },
  commit: { needs: 'contents: read', brings: 'commit that was measured' },
  'config file': { needs: 'contents: read', brings: 'config file' },
  comment: { needs: 'pull-requests: write', brings: 'comment' },
  'commit comment': { needs: 'contents: write', brings: 'comment' },
  images: { needs: 'contents: write', brings: 'pictures' },
  baseline: { needs: 'actions: read', brings: 'baseline' },
  'report artifacts': { needs: 'actions: read', brings: 'report artifacts' },
  artifact: { needs: 'actions: write', brings: 'artifact' },
  html: { needs: 'actions: write', brings: 'interactive page' },
  cleanup: { needs: 'contents: write', brings: 'clean-up' },
};

/** What a workflow must grant for a feature: `contents: write`. */
export function neededBy(feature: Feature): string {
  return FEATURES[feature].needs;
}

/** What a feature is called in a sentence: `pictures`. */
export function broughtBy(feature: Feature): string {
  return FEATURES[feature].brings;
}

/** GitHub did not do what a feature needs: that feature is lost, and nothing else. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
  readonly feature: Feature;

  /**
   * `refused`: the answer is no; `limited`: not now; `unanswered`: GitHub failed, or its answer was lost, so that the
   * request may have been carried out nevertheless; `none`: GitHub has said that what was looked for does not exist;
   * `never`: nor will it, the way things are set up; `unreadable`: what arrived is not what it should be, or cannot be
   * trusted.
   */
  readonly kind: 'refused' | 'limited' | 'unanswered' | 'none' | 'never' | 'unreadable';

  /** The permission that the token lacks, if that is why: `contents: write`. */
  readonly permission: string | null;

  /** Whether GitHub says that what was requested does not exist, or no longer does. */
  readonly isGone: boolean;

  /** @param reason a clause in plain words, with what to do about it */
  constructor(
    feature: Feature,
    reason: string,
    kind: Unavailable['kind'] = 'refused',
    { permission = null, isGone = false }: Partial<Pick<Unavailable, 'permission' | 'isGone'>> = {},
  ) {
    super(reason);
    this.feature = feature;
    this.kind = kind;
    this.permission = permission;
    this.isGone = isGone;
  }

  /** The same about something in particular, with its reason in other words. */
  as(reason: string): Unavailable {
    return new Unavailable(this.feature, reason, this.kind, this);
  }
}

/** A request that GitHub refused. */
export interface RefusedRequest {
  readonly feature: Feature;
  readonly status: number;
  readonly message: string;
  /** GitHub's header `x-accepted-github-permissions`, which says what would have sufficed; null if absent. */
  readonly accepted: string | null;
}

/** What a refusal says, and what to do about it. */
export function explainRefusal({ feature, status, message, accepted }: RefusedRequest): string {
  const said = saidIn(message);
  const permission = permissionOf(feature, accepted);
  if (status === 401) return `GitHub rejects the token (${said}): check the input github-token`;
  if (isLack({ status, message })) {
    return `the token lacks ${permission} (${said}): add it under permissions: of the job`;
  }
  if (status === 403 && /archived/i.test(message)) return `the repository is archived (${said})`;
  if (status === 404) {
    return `GitHub cannot find it, or hides it from the token (${said}): does the job have “${permission}” under permissions:?`;
  }
  if (status === 409 && /empty/i.test(message)) return 'the repository is empty: push a commit first';
  if (status === 410) return 'it has expired';
  if (/rule violations/i.test(message)) return `a ruleset of the repository forbids it (${said})`;
  return `GitHub answered ${status} (${said})`;
}

/** Adds to a 404 what was looked for; otherwise it only says that the token may not see it. */
export function notFound(what: string): typeof explainRefusal {
  return (refused) => (refused.status === 404 ? `${what}; ${explainRefusal(refused)}` : explainRefusal(refused));
}

/** The permission for lack of which a request was refused; null if there was another reason. */
export function permissionLacking(refused: RefusedRequest): string | null {
  return isLack(refused) ? permissionOf(refused.feature, refused.accepted) : null;
}

function isLack({ status, message }: Pick<RefusedRequest, 'status' | 'message'>): boolean {
  return status === 403 && /not accessible by/i.test(message);
}

/**
 * What to grant: everything that the feature needs, unless GitHub asks for something else, such as read access to
 * contents.
 */
function permissionOf(feature: Feature, accepted: string | null): string {
  const own = neededBy(feature);
  // Semicolons separate alternatives, and commas what is needed together: `issues=write; pull_requests=write`.
  const asked = [...(accepted ?? '').matchAll(/(\w+)=(read|write)/g)].map(([, name = '', level = '']) => ({
    name: name.replaceAll('_', '-'),
    level,
  }));
  const [first] = asked;
  if (first === undefined || asked.some(({ name }) => own.startsWith(`${name}:`))) return own;
  return `${first.name}: ${first.level}`;
}

/** The longest part of an answer that is shown, in characters. */
const SHOWN = 200;

/** What an answer says about an invalid field: `{"field":"data","message":"…"}`, among others. */
const DETAIL = /"message":"((?:[^"\\]|\\.)*)"/;

/** Answers contain a link to documentation after a dash and details as JSON, and may be entire pages. */
function saidIn(message: string): string {
  if (/^\s*</.test(message)) return 'an HTML page instead of an answer';
  const [text = ''] = (DETAIL.exec(message)?.[1] ?? message).split(/ - https?:/);
  const line = text.replace(/\s+/g, ' ').trim();
  return shortened(line, SHOWN);
}
