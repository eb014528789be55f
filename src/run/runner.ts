import { z } from 'zod';
import { type Problem, problem } from './problem.ts';

/** The longest word with which a runner describes itself, in characters. */
const MAX_WORD = 200;

const word = z.string().max(MAX_WORD).nullable().default(null);

/** The machine that ran a workflow's job, so far as it says. */
export const runnerSchema = z.object({
  os: word.describe('`Linux`, `Windows`, `macOS`'),
  arch: word.describe('`X64`, `ARM64`'),
  image: word.describe('The image of a runner of GitHub’s, `ubuntu24`; null for others'),
  imageVersion: word.describe('`20261109.72.1`'),
});
export type Runner = z.infer<typeof runnerSchema>;

/** The runner of the current job, from its variables; null outside of jobs. */
export function runnerIn(env: Readonly<Record<string, string | undefined>>): Runner | null {
  const said = (name: string) => env[name]?.slice(0, MAX_WORD) || null;
  const runner = { os: said('RUNNER_OS'), arch: said('RUNNER_ARCH') };
  if (runner.os === null && runner.arch === null) return null;
  return { ...runner, image: said('ImageOS'), imageVersion: said('ImageVersion') };
}

/** Warns if both sides know their runners and these differ; no verdict depends on it. */
export function otherRunner(baseline: Runner | null, candidate: Runner | null): Problem[] {
  if (baseline === null || candidate === null) return [];
  const [old, now] = [wordsOf(baseline), wordsOf(candidate)];
  if (old === now) return [];
  const message = `the baseline was measured or reported on the runner ${old}, this on ${now}: where the runner measured, a change may come from it`;
  return [problem('notice', 'other-runner', message)];
}

/** `ubuntu24 20261109.72.1 (Linux X64)`, `Linux ARM64`. */
function wordsOf({ os, arch, image, imageVersion }: Runner): string {
  const system = [os, arch].filter((part) => part !== null).join(' ');
  const shown = [image, imageVersion].filter((part) => part !== null).join(' ');
  return shown === '' ? system : `${shown} (${system})`;
}
