import { useState } from "preact/hooks";
import type { ShowAnswer } from "../../contract/shows.ts";
import { texts } from "../ui/texts.ts";
import { AutoGenerate } from "./auto-generate.tsx";
import { ForMany } from "./for-many.tsx";
import { ShowForm } from "./show-form.tsx";
import { changeShow, removeShow } from "./shows-door.ts";
import type { StudioFeature } from "./studio-feature.ts";
import { Sure } from "./sure.tsx";

const words = texts.studio.show;

interface ShowWordsProps {
  readonly studio: StudioFeature;
  readonly show: ShowAnswer;
}

/** What a show is about, what it does by itself, and what can be done with all of it. */
export function ShowWords({ studio, show }: ShowWordsProps) {
  const [mode, setMode] = useState<"shown" | "edited" | "removed">("shown");
  const backToShown = () => setMode("shown");
  const { id, title, logline } = show;
  if (mode === "edited") {
    return (
      <ShowForm
        label={texts.studio.form.editShow}
        submit={texts.studio.form.save}
        initial={{ title, logline }}
        save={async (changed) => studio.showChanged(await changeShow(id, changed))}
        onSaved={backToShown}
        onCancel={backToShown}
      />
    );
  }
  return (
    <div class="show-words">
      {logline !== "" && <p class="logline">{logline}</p>}
      <AutoGenerate studio={studio} show={show} />
      <ForMany studio={studio} show={show} />
      {mode === "removed" ? (
        <Sure
          question={words.removeShowSure(title)}
          yes={() => removeShow(id).then(studio.openLibrary)}
          no={backToShown}
        />
      ) : (
        <div class="actions">
          <button type="button" class="quiet" aria-label={texts.studio.form.editShow} onClick={() => setMode("edited")}>
            {words.edit}
          </button>
          <button type="button" class="quiet" onClick={() => setMode("removed")}>
            {words.removeShow}
          </button>
        </div>
      )}
    </div>
  );
}
