import type { Chart } from '../chart/chart.ts';
import { answer } from './askthread.ts';
import { draw } from './draw.ts';
import { ends } from './loads.ts';
import { openStudio } from './studio.ts';

ends('thread');
const studio = openStudio();
// A fault is told to who asks for a picture; who asks for none need not hear of it.
studio.catch(() => {});

answer(async (chart: Chart) => draw(await studio, chart));
