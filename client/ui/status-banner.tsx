import type { ReadonlySignal } from "@preact/signals";
import type { SessionStatus } from "../session/session.ts";
import { texts } from "./texts.ts";

/** Says that the connection is being made or made again; nothing while all is well. */
export function StatusBanner({ status }: { readonly status: ReadonlySignal<SessionStatus> }) {
  const words = wordsFor(status.value);
  return (
    <div class="banner-place" role="status">
      {words !== "" && (
        <p class="banner panel">
          <span class="spinner" aria-hidden="true" />
          {words}
        </p>
      )}
    </div>
  );
}

function wordsFor(status: SessionStatus): string {
  const { connecting, connectingAgain, reconnecting } = texts.connection;
  if (status.kind === "joined") return "";
  if (status.kind === "reconnecting") return reconnecting(status.attempt);
  return status.attempt === 0 ? connecting : connectingAgain(status.attempt);
}
