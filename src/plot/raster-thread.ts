import { answer } from './askthread.ts';
import { ends } from './loads.ts';
import { rasterise, warmUp } from './raster.ts';

answer(rasterise);
await warmUp();
ends('rasteriser');
