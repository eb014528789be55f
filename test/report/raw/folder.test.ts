import { expect, test } from 'vitest';
import { treatmentOfFolder } from '../../../src/report/raw/folder.ts';

test.each([
  ['sweep/SERVE--max_num_seqs=64-BENCH--max_concurrency=8/run=0.json', 'sweep/SERVE--max_num_seqs=64-BENCH'],
  [
    'sweep/SERVE--tp4-BENCH--max_concurrency=8-num_prompts=80-burstiness=0.5/run=0.json',
    'sweep/SERVE--tp4-BENCH-burstiness=0.5',
  ],
  ['sweep/BENCH--request-rate=2.5/run=0.json', 'sweep/BENCH'],
  ...['run_1', 'attempt-2', 'seed3', 'r1', '2', '20260101', '2026-01-01', '20260101_120000'].map(
    (repeat): [string, string] => [`bench/2r/${repeat}/x.json`, 'bench/2r'],
  ),
  ['request_rate=4/x.json', null],
  ['bench/c8/phases/profiling/profile_export_aiperf.json', 'bench/c8'],
  ['bench/c8/phases/stress/profile_export_aiperf.json', 'bench/c8/phases/stress'],
  ['results/vllm-tuned-1760000000-abc123_1/x.json', null],
])('the treatment that %s tells', (file, treatment) => {
  expect(treatmentOfFolder(file)).toBe(treatment);
});
