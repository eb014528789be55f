import { draw, type Picture } from './draw.ts';
import { openStudio } from './studio.ts';
import { answer } from './thread.ts';

const studio = openStudio();
// A fault is told to who asks for a picture; who asks for none need not hear of it.
studio.catch(() => {});

answer(async (picture: Picture) => draw(await studio, picture));
