import type { Scenario } from './scenario.ts';

/**
 * Whether two scenarios have the same model and workload, and were measured by the same harness on different
 * accelerators.
 */
export function isAlike(a: Scenario, b: Scenario): boolean {
  return (
    a.model === b.model &&
    a.isl === b.isl &&
    a.osl === b.osl &&
    a.prefix === b.prefix &&
    a.quantization === b.quantization &&
    a.harness === b.harness &&
    JSON.stringify([...a.workload]) === JSON.stringify([...b.workload]) &&
    a.accelerator !== b.accelerator
  );
}
