import { colorOf } from '../plot/look.ts';
import type { Theme } from '../plot/theme.ts';
import { formatCount } from '../summary/numberformat.ts';
import type { Scene } from './scene.ts';

interface LegendProps {
  readonly scene: Scene;
  readonly only: readonly string[];
  readonly theme: Theme;
  readonly onIsolate: (id: string) => void;
}

/** With more names than this, readers are referred to the table of configurations. */
const MOST = 30;

/** The configurations along the front, each of which can be shown alone. */
export function Legend({ scene, only, theme, onIsolate }: LegendProps) {
  const along = [...scene.colours.keys()];
  const named = [...new Set([...only, ...along])];
  if (named.length === 0) return null;
  return (
    <ul class="legend" aria-label="Configurations on the front: choose one to show it alone">
      {named.slice(0, MOST).map((id) => (
        <li key={id}>
          <button type="button" aria-pressed={only.includes(id)} onClick={() => onIsolate(id)}>
            <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
              <circle cx="5" cy="5" r="4" fill={colorOf({ colour: scene.colours.get(id) ?? null }, theme)} />
            </svg>
            {id}
          </button>
        </li>
      ))}
      {named.length > MOST && <li class="muted">and {formatCount(named.length - MOST)} more in the table</li>}
    </ul>
  );
}
