/**
 * What a change may affect: the whole sweep, a configuration at every load, a load in all configurations, or a point.
 */
export const EFFECTS = ['everywhere', 'configuration', 'load', 'point'] as const;
export type EffectKind = (typeof EFFECTS)[number];
