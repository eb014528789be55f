import { useEffect, useState } from 'preact/hooks';

/** How long a value must stay the same before it is followed, in ms: two frames while a slider is dragged. */
const PAUSE = 60;

/**
 * A value as it is or, if following each change would take too long, as it was when it last paused.
 *
 * @param isSlow whether following it takes long
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
