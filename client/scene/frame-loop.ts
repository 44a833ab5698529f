/** Calls `onFrame` for every frame of the screen with its timestamp until the returned function is called. */
export function startFrameLoop(onFrame: (nowMs: number) => void): () => void {
  let handle = 0;
  const next = (nowMs: number): void => {
    // Before the work: a frame that throws must not be the last one.
    handle = requestAnimationFrame(next);
    onFrame(nowMs);
  };
  handle = requestAnimationFrame(next);
  return () => cancelAnimationFrame(handle);
}
