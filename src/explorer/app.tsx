import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { placeKeyOf } from '../regression/regressed.ts';
import { COST_IDS } from '../run/costmetric.ts';
import { largestOf } from '../run/extent.ts';
import { METRICS } from '../run/metric.ts';
import { type PlacedPoint, placedPoints } from '../scenario/placedpoint.ts';
import { formatCost, formatNumber, formatPlural } from '../summary/numberformat.ts';
import { conditionsOf, loadOf, titleOf } from '../summary/phrase.ts';
import { type Book, baselineName, openBook } from './book.ts';
import { Choice } from './choice.tsx';
import { Controls } from './controls.tsx';
import { drawScene } from './drawing.ts';
import { copyText } from './hand.ts';
import { Legend } from './legend.tsx';
import type { Payload } from './payload.ts';
import { PointCard } from './pointcard.tsx';
import { Question } from './question.tsx';
import { type Scene, sceneOf } from './scene.ts';
import { useSettled } from './settled.ts';
import { byKey } from './sheets.tsx';
import { Stage } from './stage.tsx';
import { Tabs } from './tabs.tsx';
import { useTheme } from './theming.ts';
import { readView, START, type View, writeView } from './view.ts';

/** The whole page. */
export function App({ payload }: { readonly payload: Payload }) {
  const [view, onView] = useView(payload);
  const definition = view.definition ?? payload.userThroughput;
  const book = useMemo(() => openBook(payload, definition, view.prices), [payload, definition, view.prices]);
  const scene = useMemo(() => sceneOf(book, view), [book, ...shownBy(view)]);
  return (
    <>
      <Head book={book} view={view} onView={onView} />
      {scene === null ? (
        <p>No benchmark run to show.</p>
      ) : (
        <Body book={book} scene={scene} view={view} onView={onView} />
      )}
      <footer class="muted">
        {formatPlural(book.runs, 'run')} · {book.tool}
        {book.commit === null ? '' : ` · ${book.commit.slice(0, 7)}`}
        {book.measuredAt === null ? '' : ` · measured ${book.measuredAt.slice(0, 16).replace('T', ' ')} UTC`}
      </footer>
    </>
  );
}

type ViewListener = (change: Partial<View>) => void;

/**
 * The part of a view that decides what is drawn and answered: the rest, such as the selected point, changes far more
 * often.
 */
function shownBy({ scenario, isOverlaid, chart, search, kind, variant, load, only, objectives, hasBaseline }: View) {
  return [scenario, isOverlaid, chart, search, kind, variant, load, only, objectives, hasBaseline];
}

/** The view in the page's address, kept in step with it. */
function useView(payload: Payload): [View, ViewListener] {
  const start = useMemo(() => startOf(payload), [payload]);
  const [view, setView] = useState(() => readView(window.location.hash.slice(1), start));
  useEffect(() => {
    const follow = () => setView(readView(window.location.hash.slice(1), start));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [start]);
  // Before it is painted: who copies the address of what is on the screen has its link.
  useLayoutEffect(() => {
    const fragment = writeView(view, start);
    if (fragment !== window.location.hash.slice(1)) history.replaceState(null, '', `#${fragment}`);
  }, [view, start]);
  const change = useCallback((part: Partial<View>) => setView((before) => ({ ...before, ...part })), []);
  return [view, change];
}

/** What a page shows without a link: what the user asked the report for. */
function startOf({ objectives, at }: Payload): View {
  const { 'throughput-per-user': speed, ...asked } = Object.fromEntries(
    objectives.map(({ metric, limit }) => [metric, limit]),
  );
  const floors = [...at.slice(0, 1), ...(speed === undefined ? [] : [speed])];
  return { ...START, floor: floors.length === 0 ? null : largestOf(floors), objectives: asked };
}

interface PartProps {
  readonly book: Book;
  readonly view: View;
  readonly onView: ViewListener;
}

function Head({ book, view, onView }: PartProps) {
  const [isCopied, setCopied] = useState(false);
  const { judged, scenarios } = book;
  const link = () => copyText(window.location.href).then(setCopied);
  return (
    <header>
      <div class="bar">
        <span class="product">pareto-report</span>
        {scenarios.length > 1 && (
          <Choice
            label="Scenario"
            value={view.scenario ?? scenarios[0]?.id ?? ''}
            of={scenarios.map((one) => [one.id, [titleOf(one), ...conditionsOf(one).slice(0, 2)].join(' · ')] as const)}
            onValue={(scenario) => onView({ scenario, point: null, only: [], load: null, variant: null })}
          />
        )}
        <span class="space" />
        <button type="button" onClick={link}>
          {isCopied ? 'Copied' : 'Copy link to this view'}
        </button>
        <Choice
          label="Theme"
          value={view.theme}
          of={[
            ['auto', 'system'],
            ['light', 'light'],
            ['dark', 'dark'],
          ]}
          onValue={(theme) => onView({ theme })}
        />
      </div>
      {judged !== null && (
        <div class={`verdict ${judged.verdict}`} role="note">
          <strong>{judged.headline}</strong>
          {judged.next.length > 0 && <p>{judged.next.join(' ')}</p>}
        </div>
      )}
    </header>
  );
}

/** More points than this take longer to draw than a slider takes to move. */
const MANY = 2000;

function Body({ book, scene: asked, view, onView }: PartProps & { readonly scene: Scene }) {
  const scene = useSettled(asked, placedPoints(asked.scenario).length > MANY);
  const [looked, setLooked] = useState<string | null>(null);
  const theme = useTheme(view.theme);
  const points = useMemo(() => new Map(placedPoints(scene.scenario).map((one) => [placeKeyOf(one), one])), [scene]);
  const before = useMemo(() => byKey(book.baseline.get(scene.scenario.id)), [book, scene.scenario.id]);
  const draw = useCallback(
    (width: number) =>
      drawScene(scene, { width, theme, x: view.x, y: view.y, definition: view.definition ?? book.userThroughput }),
    [scene, theme, view.x, view.y, view.definition, book],
  );
  const isolate = useCallback(
    (id: string) => onView({ only: view.only.length === 1 && view.only[0] === id ? [] : [id] }),
    [onView, view.only],
  );
  const isolateAt = (key: string) => isolate(points.get(key)?.configuration.id ?? '');
  const pin = useCallback((point: string | null) => onView({ point }), [onView]);
  const nameOf = (key: string) => wordsOf(points.get(key), scene);
  // Thousands of rows need not follow the pointer.
  const tables = useMemo(
    () => (
      <Tabs
        {...{ book, scene, before, theme, onView }}
        tab={view.tab}
        only={view.only}
        picked={view.point}
        onIsolate={isolate}
      />
    ),
    [book, scene, before, theme, view.tab, view.only, view.point, onView, isolate],
  );
  const placed = points.get(looked ?? view.point ?? '') ?? null;
  return (
    <main>
      <h1>
        {titleOf(scene.scenario)} <small>{conditionsOf(scene.scenario).join(' · ')}</small>
      </h1>
      <div class="columns">
        <section class="card chart" aria-label="Chart">
          <Controls book={book} scene={scene} view={view} onView={onView} />
          <Stage
            {...{ draw, looked, nameOf, ...cutOf(scene, view, onView) }}
            pinned={view.point}
            onLook={setLooked}
            onPin={pin}
            onIsolate={isolateAt}
          />
          <Legend scene={scene} only={view.only} theme={theme} onIsolate={isolate} />
        </section>
        <aside>
          <Question book={book} scene={asked} against={baselineName(book)} view={view} onView={onView} />
          <PointCard
            placed={placed}
            against={baselineName(book)}
            before={placed === null ? null : (before.get(placeKeyOf(placed)) ?? null)}
            isPinned={view.point !== null && placed !== null && placeKeyOf(placed) === view.point}
            isAlone={placed !== null && view.only.includes(placed.configuration.id)}
            onIsolate={() => placed !== null && isolate(placed.configuration.id)}
            onClose={() => pin(null)}
          />
        </aside>
      </div>
      {tables}
    </main>
  );
}

/** What the line in the chart bounds: the speed, or the latency on the horizontal axis. */
function cutOf({ chart, plane: { x } }: Scene, view: View, onView: ViewListener) {
  if (chart === 'latency') return { cut: null, isLeast: true, cutLabel: '', onCut: () => {} };
  if (x.metric === 'throughput-per-user') {
    const onCut = (floor: number | null) => onView({ floor });
    return { cut: view.floor, isLeast: true, cutLabel: 'at least, tok/s/user', onCut };
  }
  const { [x.metric]: most, ...others } = view.objectives;
  const onCut = (value: number | null) =>
    onView({ objectives: value === null ? others : { ...others, [x.metric]: value } });
  return { cut: most ?? null, isLeast: false, cutLabel: `${x.label} at most, ${x.unit}`, onCut };
}

/** What a point is, one fact per line. */
function wordsOf(placed: PlacedPoint | undefined, { plane }: Scene): string {
  if (placed === undefined) return '';
  const { configuration, point } = placed;
  const shown = [
    plane.x.metric,
    plane.y.metric,
    'throughput-per-user',
    'throughput-per-gpu',
    ...COST_IDS,
    'ttft',
    'tpot',
    'e2el',
  ];
  const figures = METRICS.filter(({ id }) => shown.includes(id) && point.metrics[id] !== null).map(
    ({ id, label, unit, purchase }) => {
      const value = point.metrics[id];
      if (purchase !== null && value !== null) return formatCost(value, purchase);
      return `${unit === label ? '' : `${label} `}${formatNumber(value)} ${unit}`;
    },
  );
  return [`${configuration.id} · ${loadOf(point.load)}`, ...figures].join('\n');
}
