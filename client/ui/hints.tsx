import { signal } from "@preact/signals";
import { keep, readKept } from "../session/browser-storage.ts";
import { hasFingersOnly } from "./device.ts";
import { texts } from "./texts.ts";

const STORAGE_KEY = "waygate.hints-seen";
/** Who has walked this long has found the keys. */
const WALKED_ENOUGH_MS = 3000;

const wanted = signal(readKept(STORAGE_KEY) === null);
let walkedMs = 0;
let lastFrameMs = 0;

/** Notes a frame in which the player walks or stands; the hints go once they have walked for a while. */
export function noteFrame(nowMs: number, walks: boolean): void {
  const frameMs = Math.min(100, nowMs - lastFrameMs);
  lastFrameMs = nowMs;
  if (!walks || !wanted.peek()) return;
  walkedMs += frameMs;
  if (walkedMs > WALKED_ENOUGH_MS) putAway();
}

/** The keys, on the first visit. */
export function Hints() {
  if (!wanted.value) return null;
  const words = texts.hints;
  const hints = hasFingersOnly ? words.forFingers : words.forKeys;
  return (
    <aside class="hints panel" aria-label={words.title}>
      <dl>
        {hints.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="quiet" onClick={putAway}>
        {words.gone}
      </button>
    </aside>
  );
}

function putAway(): void {
  wanted.value = false;
  keep(STORAGE_KEY, "yes");
}
