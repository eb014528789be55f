import { answer } from './askthread.ts';
import { ends } from './loads.ts';
import { rasterise, warmUp } from './raster.ts';

answer(rasterise, ({ png }) => [png.buffer]);
await warmUp();
ends('rasteriser');
