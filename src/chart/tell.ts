/** The most items in a description; more would be a table read aloud. */
const TOLD = 20;

/** The first few, and how many more there are. */
export function tell<Thing>(things: readonly Thing[], inWords: (thing: Thing) => string): string {
  const more = things.length - TOLD;
  return [...things.slice(0, TOLD).map(inWords), ...(more > 0 ? [`${more} more`] : [])].join('; ');
}
