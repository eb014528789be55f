import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Theme } from '../plot/theme.ts';
import type { Prices } from '../run/cost.ts';
import { placedPoints } from '../scenario/placedpoint.ts';
import type { Point } from '../scenario/scenario.ts';
import { countProblems } from '../summary/problemorder.ts';
import { type Book, baselineName } from './book.ts';
import type { Scene } from './scene.ts';
import { ConfigurationSheet, ExhibitSheet, PointSheet, ProblemSheet, ReadingSheet, RowSheet } from './sheets.tsx';
import { useIsPrinted } from './theming.ts';
import { TrendPicture } from './trendview.tsx';
import { TABS, type Tab, type View } from './view.ts';

interface TabsProps {
  readonly book: Book;
  readonly scene: Scene;
  readonly before: ReadonlyMap<string, Point>;
  readonly theme: Theme;
  readonly tab: Tab;
  readonly only: readonly string[];
  readonly picked: string | null;
  readonly onView: (change: Partial<View>) => void;
  readonly onIsolate: (id: string) => void;
}

const LABELS: Readonly<Record<Tab, string>> = {
  front: 'Front',
  points: 'All points',
  comparison: 'Comparison',
  configurations: 'Configurations',
  problems: 'Problems',
};

/** The tables: one part at a time on a screen, and all of them on paper. */
export function Tabs(props: TabsProps) {
  const { book, tab, onView } = props;
  const shown = TABS.filter((one) => one !== 'comparison' || book.judged !== null);
  const current = shown.includes(tab) ? tab : 'front';
  const isPrinted = useIsPrinted();
  const step = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    const next = shown[(shown.indexOf(current) + by + shown.length) % shown.length];
    if (next === undefined) return;
    onView({ tab: next });
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="card tabs">
      <div role="tablist" aria-label="Tables" onKeyDown={step}>
        {shown.map((one) => (
          <button
            key={one}
            id={`tab-${one}`}
            type="button"
            role="tab"
            aria-selected={one === current}
            aria-controls={`panel-${one}`}
            tabIndex={one === current ? 0 : -1}
            onClick={() => onView({ tab: one })}
          >
            {LABELS[one]}
          </button>
        ))}
      </div>
      {shown.map((one) => (
        <div
          key={one}
          id={`panel-${one}`}
          role="tabpanel"
          aria-labelledby={`tab-${one}`}
          class={one === current ? 'panel' : 'panel away'}
        >
          <h2 class="paper">{LABELS[one]}</h2>
          {(one === current || isPrinted) && panelOf(one, props)}
        </div>
      ))}
    </div>
  );
}

function panelOf(tab: Tab, props: TabsProps): ComponentChildren {
  const { book, scene, theme, only, onIsolate } = props;
  switch (tab) {
    case 'front':
      return <FrontPanel {...props} />;
    case 'points':
      return <PointsPanel {...props} />;
    case 'comparison':
      return <ComparisonPanel book={book} scene={scene} theme={theme} />;
    case 'configurations':
      return <ConfigurationSheet scene={scene} only={only} onIsolate={onIsolate} />;
    case 'problems':
      return (
        <>
          <p>{countProblems(book.problems) || 'None.'}</p>
          {book.problems.length > 0 && <ProblemSheet problems={book.problems} />}
        </>
      );
  }
}

function FrontPanel({ book, scene, before, picked, onView }: TabsProps) {
  const against = baselineName(book);
  const pick = (point: string) => onView({ point });
  return (
    <>
      <PointSheet
        {...{ scene, before, against, picked, name: 'front', points: scene.shown.front, isWhole: false, onPick: pick }}
      />
      <ReadingSheet scene={scene} against={against} />
    </>
  );
}

function PointsPanel({ book, scene, before, picked, onView }: TabsProps) {
  const [isWhole, setWhole] = useState(false);
  const against = baselineName(book);
  const pick = (point: string) => onView({ point });
  return (
    <>
      <label class="switch">
        <input type="checkbox" checked={isWhole} onChange={({ currentTarget }) => setWhole(currentTarget.checked)} />
        every metric
      </label>
      <PointSheet
        {...{
          scene,
          before,
          against,
          picked,
          isWhole,
          name: 'points',
          points: placedPoints(scene.shown.scenario),
          onPick: pick,
        }}
      />
    </>
  );
}

function isChanged(prices: Prices, reported: Prices): boolean {
  return JSON.stringify([...prices].sort()) !== JSON.stringify([...reported].sort());
}

function ComparisonPanel({
  book: { judged, prices, reportedPrices },
  scene,
  theme,
}: Pick<TabsProps, 'book' | 'scene' | 'theme'>) {
  if (judged === null) return null;
  const rows = judged.rows.filter(({ scenario }) => scenario === scene.scenario.id);
  return (
    <>
      <p>{judged.counts}</p>
      {isChanged(prices, reportedPrices) && (
        <p class="muted">What was judged, and the costs in these tables, are by the prices of the report.</p>
      )}
      {judged.trends
        .filter((trend) => trend.scenario === scene.scenario.id)
        .map((trend) => (
          <TrendPicture key={trend.scenario} trend={trend} theme={theme} />
        ))}
      {judged.exhibits.map((exhibit) => (
        <ExhibitSheet key={exhibit.title} exhibit={exhibit} />
      ))}
      <h3>Every row</h3>
      <RowSheet rows={rows} />
    </>
  );
}
