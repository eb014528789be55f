/** What a change may be of: the whole sweep, a configuration at every load, a load in all configurations, a point. */
export const EFFECTS = ['everywhere', 'configuration', 'load', 'point'] as const;
export type EffectKind = (typeof EFFECTS)[number];
