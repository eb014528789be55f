import { configDefaults, defineConfig, mergeConfig } from 'vitest/config';
import { SLOW } from './test/slow.ts';
import all from './vitest.config.ts';

/** A configuration of its own, as a project of the same would have workers of its own, who load all modules again. */
export default mergeConfig(all, defineConfig({ test: { exclude: [...configDefaults.exclude, ...SLOW] } }));
