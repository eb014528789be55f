import { type Call, type Handlers, paged } from './call.ts';
import { example, type Members } from './openapi.ts';
import { refuse } from './refusal.ts';
import type { Job, Run } from './repository.ts';

/** Jobs of runs, and their annotations. */

const REPO = '/repos/{owner}/{repo}';

function jobOf({ id, name, conclusion }: Job, run: Run, { base, urls, repository }: Call): Members {
  const page = `${urls.web}/${repository.fullName}/actions/runs/${run.id}/job/${id}`;
  return {
    ...example('job'),
    id,
    name,
    conclusion,
    status: 'completed',
    created_at: run.created,
    run_id: run.id,
    run_attempt: run.attempt,
    head_sha: run.sha,
    head_branch: run.branch,
    run_url: `${base}/actions/runs/${run.id}`,
    url: `${base}/actions/jobs/${id}`,
    html_url: page,
    check_run_url: `${base}/check-runs/${id}`,
    steps: [],
  };
}

export const jobHandlers: Handlers = {
  [`GET ${REPO}/actions/runs/{run_id}/jobs`]: (call) => {
    const run = call.repository.runs.get(Number(call.params.run_id));
    if (run === undefined) throw refuse(404);
    const all = [...call.repository.jobs.values()].filter((job) => job.run === run.id);
    const { items, headers } = paged(call, all);
    return { status: 200, headers, body: { total_count: all.length, jobs: items.map((job) => jobOf(job, run, call)) } };
  },
  // A job's check run has its id.
  [`GET ${REPO}/check-runs/{check_run_id}/annotations`]: (call) => {
    const job = call.repository.jobs.get(Number(call.params.check_run_id));
    if (job === undefined) throw refuse(404);
    const { items, headers } = paged(call, job.annotations);
    const nowhere = { path: '.github', start_line: 1, end_line: 1, start_column: null, end_column: null };
    const body = items.map(({ level, title, message }) => ({
      ...nowhere,
      annotation_level: level,
      title,
      message,
      raw_details: '',
      blob_href: `${call.urls.web}/${call.repository.fullName}/blob/main/.github`,
    }));
    return { status: 200, headers, body };
  },
};
