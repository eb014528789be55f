import { nameOf } from '../summary/phrase.ts';
import { comment, scalar } from './yamltext.ts';

/** What a workflow is written for. */
export interface Benchmark {
  /** The folder of the results from the repository's root, with forward slashes. */
  readonly folder: string;
  /** The branch that pull requests are compared with. */
  readonly branch: string;
  /** Name of the workflow's file without its ending. */
  readonly name: string;
  /** The Action as a step names it: `owner/name@v1`. */
  readonly action: string;
}

/** A workflow that measures each pull request and compares it with its base branch; the benchmark itself is left open. */
export function workflowText({ folder, branch, name, action }: Benchmark): string {
  const reports = scalar(literal(folder));
  return `${comment(`Measures each pull request, and compares it with the run at its merge base on ${nameOf(branch)}.`)}
#
# The push to that branch leaves the artifact that pull requests find their baseline in. A pull request from a fork has a
# token that only reads: it gets its job summary, and no comment.
name: ${scalar(titleOf(name))}
on:
  pull_request:
  push:
    branches: [${scalar(asPattern(branch))}]
permissions:
  contents: write # pictures, on a ref of their own; read is enough with images: off
  pull-requests: write # the comment
  actions: read # the baseline: the artifact of an earlier run
concurrency:
  # Of pushes each is measured: in one group, a third would cancel the one that waits.
  group: ${name}-\${{ github.event.pull_request.number || github.sha }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}
jobs:
  benchmark:
    runs-on: [self-hosted, gpu] # where your accelerators are
    timeout-minutes: 120
    steps:
      - uses: actions/checkout@v5
        with:
          # The pull request's own commit, whose baseline is where it branched off; by default it is merged into the branch.
          ref: \${{ github.event.pull_request.head.sha || github.sha }}
          persist-credentials: false
      # Yours to fill in: run the benchmark, and leave its results, and no older ones, in the folder below.
      - name: Run the benchmark
        run: |
          echo "::error::Replace this step by your benchmark"
          exit 1
      - uses: ${action}
        with:
          reports: ${reports}
          baseline: auto
          # On the branch itself a point that is gone does not fail: it was removed on purpose.
          fail-on: regression, not-comparable, baseline-error\${{ github.event_name == 'pull_request' && ', missing' || '' }}
`;
}

/** `Pareto report` for `pareto-report`. */
function titleOf(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`.replaceAll('-', ' ');
}

/** A text in which GitHub finds no expression. */
function literal(text: string): string {
  return text.replaceAll('${{', `\${{ '\${{' }}`);
}

/** A branch as GitHub's patterns have it, where these characters are no wildcards. */
function asPattern(branch: string): string {
  return branch.replace(/[+*?[\]!\\]/g, '\\$&');
}
