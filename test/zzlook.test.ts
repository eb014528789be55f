import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { renderComment } from '../src/summary/comment.ts';
import { COMMENT_BYTES } from '../src/summary/detail.ts';
import { runIn } from './world.ts';

for (const [name, extra] of [
  ['candidate', {}],
  ['fine', {}],
  ['noisy', { reports: ['fine'], thresholds: ['ttft-p99=+25%'] }],
] as const)
  test(name, async () => {
    const ran = await runIn('/tmp/trend', {
      reports: [name],
      plots: 'none',
      baseline: [5, 4, 3, 2, 1].map((i) => `nights/n${i}/report.json`),
      ...extra,
    } as never);
    const { report, terminal } = ran.outcome;
    writeFileSync(`/tmp/trend/${name}.summary.md`, String(ran.files.find((f) => f.path === 'summary.md')?.content));
    writeFileSync(`/tmp/trend/${name}.terminal.txt`, terminal);
    writeFileSync(`/tmp/trend/${name}.json`, String(ran.files.find((f) => f.path === 'report.json')?.content));
    writeFileSync(
      `/tmp/trend/${name}.comment.md`,
      renderComment(report, {
        images: () => null,
        links: { run: null, artifact: null },
        measured: 'abc',
        notes: [],
        marker: '<!-- x -->',
        limit: COMMENT_BYTES,
      }),
    );
  });
