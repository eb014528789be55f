import { nameOf } from '../summary/phrase.ts';

/** What was written, and where. */
export interface InitialiseResult {
  /** Folder that the files are in, and whether it is a repository's. */
  readonly root: string;
  readonly isGit: boolean;
  /** The branch that was found; null if one was assumed. */
  readonly branch: string | null;
  /** Whether it is the remote's default. */
  readonly isDefault: boolean;
  readonly workflow: string;
  readonly config: string;
  /** Whether the results leave out anything that the config file can state. */
  readonly hasGaps: boolean;
}

/** What is left to do, as lines for a terminal. */
export function nextSteps({ root, isGit, branch, isDefault, workflow, config, hasGaps }: InitialiseResult): string[] {
  const steps = [
    `replace the step “Run the benchmark” in ${workflow} by yours`,
    ...(isDefault ? [] : [`check the branch there: ${branch === null ? 'main' : nameOf(branch)} was assumed`]),
    hasGaps ? `state in ${config} what the results do not, and review the rest` : `review ${config}`,
    isGit
      ? 'commit both files, push them, and open a pull request'
      : `move .github to the root of your repository (${root} is not in one), and commit it`,
  ];
  return ['Next', ...steps.map((step, index) => `  ${index + 1}. ${step}`)];
}
