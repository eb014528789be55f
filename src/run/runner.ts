import { z } from 'zod';
import { type Problem, problem } from './problem.ts';

/** Longest word that a runner says of itself, in characters. */
const MAX_WORD = 200;

const word = z.string().max(MAX_WORD).nullable().default(null);

/** The machine that a job of a workflow ran on, as far as it says. */
export const runnerSchema = z.object({
  os: word.describe('`Linux`, `Windows`, `macOS`'),
  arch: word.describe('`X64`, `ARM64`'),
  image: word.describe('The image of a runner of GitHub’s, `ubuntu24`; null for others'),
  imageVersion: word.describe('`20261109.72.1`'),
});
export type Runner = z.infer<typeof runnerSchema>;

/** The runner of this job, from its variables; null where this is no job. */
export function runnerIn(env: Readonly<Record<string, string | undefined>>): Runner | null {
  const said = (name: string) => env[name]?.slice(0, MAX_WORD) || null;
  const runner = { os: said('RUNNER_OS'), arch: said('RUNNER_ARCH') };
  if (runner.os === null && runner.arch === null) return null;
  return { ...runner, image: said('ImageOS'), imageVersion: said('ImageVersion') };
}

/** Says where both sides know their runner and it is not the same: no verdict depends on it. */
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
