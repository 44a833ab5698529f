import { useState } from "preact/hooks";
import { texts } from "../ui/texts.ts";
import { useAsk } from "../ui/use-ask.ts";
import type { TrayFeature } from "./tray-feature.ts";

const words = texts.tray;

/** One button for several that failed, and what came of it. */
export function RetryFailed({ tray }: { readonly tray: TrayFeature }) {
  const [told, tell] = useState("");
  const { busy, wrong, ask } = useAsk();
  const failed = tray.failed.value.length;
  const retry = async () => {
    tell("");
    await ask(async () => {
      const { retried, refused } = await tray.retryFailed();
      const reason = refused[0]?.error ?? "";
      tell(reason === "" ? words.retried(retried.length) : words.notRetried(refused.length, reason));
    });
  };
  return (
    <>
      {failed > 1 && (
        <div class="actions">
          <button type="button" aria-disabled={busy} onClick={retry}>
            {words.retryFailed(failed)}
          </button>
        </div>
      )}
      <p class="standing" role="status">
        {told}
      </p>
      {wrong !== "" && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
    </>
  );
}
