/**
 * Runs in the page, before its own scripts: it gets five frames a second instead of all that the processor can draw.
 * What draws without a graphics card takes every core there is, from the servers and from the other tests.
 */
export function drawFewFrames(): void {
  const frameMs = 200;
  const ask = window.requestAnimationFrame.bind(window);
  const take = window.cancelAnimationFrame.bind(window);
  const asked = new Map<number, number>();
  let handles = 0;
  let shownAt = 0;
  window.requestAnimationFrame = (onFrame) => {
    handles += 1;
    const handle = handles;
    const onScreen = (now: number): void => {
      // Whatever was asked for is called in the same frame.
      if (now !== shownAt && now - shownAt < frameMs) {
        asked.set(handle, ask(onScreen));
        return;
      }
      shownAt = now;
      asked.delete(handle);
      onFrame(now);
    };
    asked.set(handle, ask(onScreen));
    return handle;
  };
  window.cancelAnimationFrame = (handle) => {
    take(asked.get(handle) ?? 0);
    asked.delete(handle);
  };
}
