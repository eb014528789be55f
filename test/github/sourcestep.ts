import * as core from '@actions/core';
import { runStep } from '../../src/step.ts';
import { failStep } from '../../src/stepfailure.ts';
import type { ProgramResult } from '../dist/spawn.ts';
import { within } from '../process.ts';

/**
 * The step by the sources, in this process: what it takes of the environment and prints is what it is given and where it
 * is caught. One after the other, as the process has one environment.
 */
export async function sourceStep(cwd: string, env: Readonly<Record<string, string>>): Promise<ProgramResult> {
  return within({ cwd, env }, async () => {
    // The toolkit keeps the first file that it has found by the environment.
    Object.assign(core.summary, { _filePath: undefined });
    await runStep().catch(failStep);
    return Number(process.exitCode ?? 0);
  });
}
