/** What the Action does on GitHub. Each needs its own permission, and fails for itself alone. */
export type Feature =
  | 'comment'
  | 'commit comment'
  | 'images'
  | 'baseline'
  | 'report artifacts'
  | 'artifact'
  | 'cleanup';

/** What a workflow must grant for each feature. */
const PERMISSIONS: Readonly<Record<Feature, string>> = {
  comment: 'pull-requests: write',
  'commit comment': 'contents: write',
  images: 'contents: write',
  baseline: 'actions: read',
  'report artifacts': 'actions: read',
  artifact: 'actions: write',
  cleanup: 'contents: write',
};

/** GitHub did not do what a feature needs: the feature is lost, and nothing else. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
  readonly feature: Feature;

  /** Whether the request may have been done all the same, its answer being lost. */
  readonly mayHaveArrived: boolean;

  /** @param reason a clause in plain words, with what to do about it */
  constructor(feature: Feature, reason: string, mayHaveArrived = false) {
    super(reason);
    this.feature = feature;
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** What a refused request says, and what to do about it. */
export function explainRefusal(feature: Feature, status: number, message: string): string {
  const said = firstSentence(message);
  if (status === 401) return `GitHub does not know the token (${said}): check the input github-token`;
  if (status === 403 && /not accessible by/i.test(message)) {
    return `the token may not do that (${said}): add «${PERMISSIONS[feature]}» under permissions: of the job`;
  }
  if (status === 403 && /archived/i.test(message)) return `the repository is archived (${said})`;
  if (status === 404) {
    return `GitHub does not find it, or hides it from the token (${said}): does the job have «${PERMISSIONS[feature]}» under permissions:?`;
  }
  if (status === 409 && /empty/i.test(message)) return 'the repository is empty: push a first commit';
  if (status === 410) return 'it has expired';
  return `GitHub answered ${status} (${said})`;
}

/** Answers carry a link to documentation behind a dash, and may be whole pages. */
function firstSentence(message: string): string {
  const [sentence = ''] = message.split(/ - https?:|\n/);
  return sentence.length > 200 ? `${sentence.slice(0, 200)}…` : sentence;
}
