import { answer } from './askthread.ts';
import { rasterise, warmUp } from './raster.ts';

answer(rasterise, ({ png }) => [png.buffer]);
await warmUp();
