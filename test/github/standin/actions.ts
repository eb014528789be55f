import { type Call, type Handlers, paged, type Reply } from './call.ts';
import { refuse } from './refusal.ts';
import type { Artifact, Run } from './repository.ts';
import { artifactOf, isWorkflow, runOf, workflowOf } from './shape.ts';

/** Workflows, their runs and the artifacts of those. */

const REPO = '/repos/{owner}/{repo}';

/** Whether a moment is in a range of GitHub's searches: `<=2026-11-28T00:00:00Z`; others are not built. */
function isWithin(moment: string, range: string | null): boolean {
  if (range === null) return true;
  const [, until] = /^<=(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/.exec(range) ?? [];
  if (until === undefined) throw refuse(422, `not built in the stand-in: created=${range}`);
  return moment.replace(/\.\d+Z$/, 'Z') <= until;
}

/** Runs that a query asks for, newest first. GitHub's `status` takes statuses and conclusions alike. */
async function listRuns(call: Call, of: (run: Run) => boolean): Promise<Reply> {
  const { query } = call;
  const wanted = (key: string, value: string) => (query.get(key) ?? value) === value;
  const all = [...call.repository.runs.values()]
    .filter((run) => {
      const status = query.get('status');
      return (
        of(run) &&
        wanted('branch', run.branch) &&
        wanted('event', run.event) &&
        wanted('head_sha', run.sha) &&
        isWithin(run.created, query.get('created')) &&
        (status === null || status === run.status || status === run.conclusion)
      );
    })
    .sort((a, b) => b.created.localeCompare(a.created) || b.id - a.id);
  const { items, headers } = paged(call, all);
  const workflow_runs = await Promise.all(items.map((run) => runOf(run, call)));
  return { status: 200, headers, body: { total_count: all.length, workflow_runs } };
}

function listArtifacts(call: Call, of: (artifact: Artifact) => boolean): Reply {
  const name = call.query.get('name');
  const all = [...call.repository.artifacts.values()]
    .filter((artifact) => of(artifact) && (name === null || artifact.name === name))
    .sort((a, b) => b.id - a.id);
  const { items, headers } = paged(call, all);
  return {
    status: 200,
    headers,
    body: { total_count: all.length, artifacts: items.map((one) => artifactOf(one, call)) },
  };
}

function run(call: Call): Run {
  const found = call.repository.runs.get(Number(call.params.run_id));
  if (found === undefined) throw refuse(404);
  return found;
}

function artifact(call: Call): Artifact {
  const found = call.repository.artifacts.get(Number(call.params.artifact_id));
  if (found === undefined) throw refuse(404);
  return found;
}

function workflows(call: Call): string[] {
  return [...new Set([...call.repository.runs.values()].map(({ workflow }) => workflow))].sort();
}

function workflow(call: Call): string {
  const found = workflows(call).find((path) => isWorkflow(path, call.params.workflow_id ?? ''));
  if (found === undefined) throw refuse(404);
  return found;
}

export const actionsHandlers: Handlers = {
  [`GET ${REPO}/actions/runs`]: (call) => listRuns(call, () => true),
  [`GET ${REPO}/actions/runs/{run_id}`]: async (call) => ({ status: 200, body: await runOf(run(call), call) }),
  [`GET ${REPO}/actions/runs/{run_id}/artifacts`]: (call) => {
    const { id } = run(call);
    return listArtifacts(call, (one) => one.run === id);
  },
  [`GET ${REPO}/actions/workflows`]: (call) => {
    const all = workflows(call);
    const { items, headers } = paged(call, all);
    return {
      status: 200,
      headers,
      body: { total_count: all.length, workflows: items.map((path) => workflowOf(path, call)) },
    };
  },
  [`GET ${REPO}/actions/workflows/{workflow_id}`]: (call) => ({ status: 200, body: workflowOf(workflow(call), call) }),
  [`GET ${REPO}/actions/workflows/{workflow_id}/runs`]: (call) => {
    const path = workflow(call);
    return listRuns(call, (one) => one.workflow === path);
  },
  [`GET ${REPO}/actions/artifacts`]: (call) => listArtifacts(call, () => true),
  [`GET ${REPO}/actions/artifacts/{artifact_id}`]: (call) => ({ status: 200, body: artifactOf(artifact(call), call) }),
  [`DELETE ${REPO}/actions/artifacts/{artifact_id}`]: (call) => {
    call.repository.artifacts.delete(artifact(call).id);
    return { status: 204 };
  },
  [`GET ${REPO}/actions/artifacts/{artifact_id}/{archive_format}`]: (call) => {
    const one = artifact(call);
    if (call.params.archive_format !== 'zip') throw refuse(404);
    if (one.expired) throw refuse(410, 'Artifact has expired');
    return { status: 302, headers: { location: call.signed(one.id) } };
  },
};
