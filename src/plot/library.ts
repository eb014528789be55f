/** The parts of Plot that pictures are made of: a bundler leaves out the others, which are most of it. */
export { axisX, axisY, dot, gridX, gridY, line, lineY, link, plot, text } from '@observablehq/plot';
