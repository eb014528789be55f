import type { Chart } from '../chart/chart.ts';
import { answer } from './askthread.ts';
import { ends } from './loads.ts';
import { openStudio } from './studio.ts';

ends('thread');
// The studio first, since it starts the rasteriser, which takes longest.
const loading = Promise.all([openStudio(), import('./draw.ts')]);
// A fault is told to who asks for a picture; who asks for none need not hear of it.
loading.catch(() => {});

answer(
  async (chart: Chart) => {
    const [studio, { draw }] = await loading;
    return draw(studio, chart);
  },
  (files) => files.map(({ bytes }) => bytes.buffer),
);
