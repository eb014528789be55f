import { draw, type Pictures } from './draw.ts';
import { openStudio } from './studio.ts';
import { answer } from './thread.ts';

const studio = openStudio();
// A fault is told to who asks for a picture; who asks for none need not hear of it.
studio.catch(() => {});

answer(async (pictures: Pictures) => draw(await studio, pictures));
