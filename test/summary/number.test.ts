import { expect, test } from 'vitest';
import {
  formatBound,
  formatChange,
  formatCount,
  formatNumber,
  formatPlural,
  formatShare,
  formatTimes,
} from '../../src/summary/numberformat.ts';

test('measured figures keep three to four significant digits', () => {
  const figures = { 168.84: '168.8', 2.638: '2.64', 80.08: '80.1', 5.0046: '5.00', 2380.8: '2,381', 0.01234: '0.0123' };
  for (const [value, text] of Object.entries(figures)) expect(formatNumber(Number(value))).toBe(text);
  expect(formatNumber(1234567.8)).toBe('1,234,568');
  expect(formatNumber(-12.345)).toBe('-12.3');
  expect(formatNumber(0)).toBe('0');
});

test('a figure that rounds up to the next magnitude is written in it', () => {
  expect(formatNumber(999.96)).toBe('1,000');
  expect(formatNumber(9.999)).toBe('10.0');
  expect(formatNumber(99.99)).toBe('100.0');
});

test('what is not known is a dash, never 0 or NaN', () => {
  for (const value of [null, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(formatNumber(value)).toBe('–');
    expect(formatCount(value)).toBe('–');
    expect(formatShare(value)).toBe('–');
  }
});

test('counts are whole, and medians of counts may not be', () => {
  expect(formatCount(2560)).toBe('2,560');
  expect(formatCount(2.5)).toBe('2.50');
  expect(formatPlural(1, 'point')).toBe('1 point');
  expect(formatPlural(1200, 'point')).toBe('1,200 points');
  expect(formatPlural(0, 'point')).toBe('0 points');
});

test('shares and ratios', () => {
  expect(formatShare(0.8813)).toBe('88%');
  expect(formatShare(0.0296)).toBe('3.0%');
  expect(formatShare(1)).toBe('100%');
  expect(formatTimes(7.05)).toBe('7.0');
  expect(formatTimes(30.36)).toBe('30');
});

test('a change has its sign and one decimal, more only where its bound hides behind it', () => {
  expect(formatChange(-0.12)).toBe('−12.0%');
  expect(formatChange(0.031)).toBe('+3.1%');
  expect(formatChange(0)).toBe('0.0%');
  expect(formatChange(-0.0001)).toBe('0.0%');
  expect(formatChange(896.7774)).toBe('+89,678%');
  expect(formatChange(2.4e306)).toBe('+2.4e+306 times');
  expect(formatChange(Number.MAX_VALUE)).toBe('+1.8e+308 times');
  expect(formatChange(null)).toBe('–');
  expect(formatChange(Number.POSITIVE_INFINITY)).toBe('–');
  expect(formatChange(-0.1004, -0.1)).toBe('−10.04%');
  expect(formatChange(-0.10004, -0.1)).toBe('−10.004%');
  expect(formatChange(-0.1, -0.1)).toBe('−10.0%');
  expect(formatChange(-0.12, -0.1)).toBe('−12.0%');
});

test('bounds are written as changes are, those in units as they were given', () => {
  expect(['-10%', '+15%', '-2.5%', '>= 500', null].map(formatBound)).toEqual(['−10%', '+15%', '−2.5%', '>= 500', '–']);
});
