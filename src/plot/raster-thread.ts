import { rasterise, warmUp } from './raster.ts';
import { answer } from './thread.ts';

answer(rasterise);
warmUp();
