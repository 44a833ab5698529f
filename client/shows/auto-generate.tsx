import type { ShowAnswer } from "../../contract/shows.ts";
import { texts } from "../ui/texts.ts";
import { useAsk } from "../ui/use-ask.ts";
import { missingOf } from "./missing.ts";
import { changeShow } from "./shows-door.ts";
import type { StudioFeature } from "./studio-feature.ts";

const words = texts.studio.show;

interface AutoGenerateProps {
  readonly studio: StudioFeature;
  readonly show: ShowAnswer;
}

/** The switch that lets a show make what it lacks by itself, and what that would be now. */
export function AutoGenerate({ studio, show }: AutoGenerateProps) {
  const { busy, wrong, ask } = useAsk();
  const missing = missingOf(show, "portrait", studio.activeKeys.value).length;
  const promise = show.autoGenerate ? words.willMake : words.wouldMake;
  const nothing = show.characters.length === 0 ? words.willMakeOfNobody : words.willMakeNone;
  const turn = () =>
    ask(async () => studio.showChanged(await changeShow(show.id, { autoGenerate: !show.autoGenerate })));
  return (
    <div class="auto-generate">
      <button type="button" role="switch" aria-checked={show.autoGenerate} aria-disabled={busy} onClick={turn}>
        <span class="switch" /> {words.autoGenerate}
      </button>
      <p class="standing">{missing === 0 ? nothing : promise(missing)}</p>
      {wrong !== "" && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
