import { useState } from "preact/hooks";
import type { ShowAnswer } from "../../contract/shows.ts";
import { texts } from "../ui/texts.ts";
import { useAsk } from "../ui/use-ask.ts";
import { failedJobsOf, missingOf } from "./missing.ts";
import type { Hanging, StudioFeature, Tally } from "./studio-feature.ts";

const words = texts.studio.show;

interface ForManyProps {
  readonly studio: StudioFeature;
  readonly show: ShowAnswer;
}

/** The buttons that concern the whole cast, each saying for how many; and what came of them. */
export function ForMany({ studio, show }: ForManyProps) {
  const [told, tell] = useState("");
  const [isHanging, setHanging] = useState(false);
  const { busy, wrong, ask } = useAsk();
  const active = studio.activeKeys.value;
  const failed = failedJobsOf(show, active).length;
  const press = (run: () => Promise<Tally>, sentenceOf: (tally: Tally) => string) => () => {
    tell("");
    void ask(async () => tell(sentenceOf(await run())));
  };
  const generate = (kind: "portrait" | "video") =>
    press(
      () => studio.generateMissing(show, kind),
      ({ refused, reason }) => (refused === 0 ? "" : words.notStarted(refused, reason)),
    );
  const retry = press(
    () => studio.retryFailed(show),
    ({ done, refused, reason }) => (refused === 0 ? words.retried(done) : words.notRetried(refused, reason)),
  );
  const hang = async () => {
    tell("");
    setHanging(true);
    await ask(async () => tell(hangingWords(await studio.hang(show))));
    setHanging(false);
  };
  return (
    <>
      <div class="actions">
        {(["portrait", "video"] as const).map((kind) => {
          const missing = missingOf(show, kind, active).length;
          return (
            missing > 0 && (
              <button key={kind} type="button" aria-disabled={busy} onClick={generate(kind)}>
                {words.generateMissing[kind](missing)}
              </button>
            )
          );
        })}
        {failed > 0 && (
          <button type="button" aria-disabled={busy} onClick={retry}>
            {words.retryFailed(failed)}
          </button>
        )}
        {show.characters.length > 0 && (
          <button type="button" aria-disabled={busy} onClick={hang}>
            {isHanging ? texts.gallery.hanging : texts.gallery.hang}
          </button>
        )}
      </div>
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

function hangingWords({ hung, already, reason }: Hanging): string {
  const { gallery } = texts;
  const done = hung > 0 ? gallery.hung(hung) : already > 0 && reason === "" ? gallery.hangsAlready : "";
  return `${done} ${reason}`.trim();
}
