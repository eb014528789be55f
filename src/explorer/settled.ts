import { useEffect, useState } from 'preact/hooks';

/** How long a value must keep before it is followed, ms: two frames of a slider that is dragged. */
const PAUSE = 60;

/**
 * A value as it is, or where following each change would take too long, as it was when it last paused.
 *
 * @param isSlow whether it takes long to follow
 */
export function useSettled<Value>(value: Value, isSlow: boolean): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (!isSlow) return;
    const timer = setTimeout(() => setSettled(value), PAUSE);
    return () => clearTimeout(timer);
  }, [value, isSlow]);
  return isSlow ? settled : value;
}
