import { useState } from "preact/hooks";
import type { CharacterAnswer } from "../../contract/shows.ts";
import { texts } from "../ui/texts.ts";
import { CastCard } from "./cast-card.tsx";
import { CharacterForm } from "./character-form.tsx";
import { changeCharacter, removeCharacter } from "./shows-door.ts";
import type { StudioFeature } from "./studio-feature.ts";
import { Sure } from "./sure.tsx";

const words = texts.studio.show;

interface CharacterCardProps {
  readonly studio: StudioFeature;
  readonly character: CharacterAnswer;
}

/** One of the cast: who they are, their portrait and their video. */
export function CharacterCard({ studio, character }: CharacterCardProps) {
  const [mode, setMode] = useState<"shown" | "edited" | "removed">("shown");
  const { id, showId, name, role, description, portraitUrl, videoUrl, jobs } = character;
  const backToShown = () => setMode("shown");
  if (mode === "edited") {
    return (
      <li class="character">
        <CharacterForm
          label={texts.studio.form.editCharacter(name)}
          submit={texts.studio.form.save}
          initial={{ name, role, description }}
          save={(changed) => changeCharacter(id, changed).then(studio.refresh)}
          onSaved={backToShown}
          onCancel={backToShown}
        />
      </li>
    );
  }
  return (
    <li class="character">
      <header>
        <h3 class="who" title={name}>
          {name}
        </h3>
        {role !== "" && <p class="role">{role}</p>}
        <div class="actions">
          <button type="button" class="quiet" aria-label={words.edits(name)} onClick={() => setMode("edited")}>
            {words.edit}
          </button>
          <button type="button" class="quiet" aria-label={words.removes(name)} onClick={() => setMode("removed")}>
            {words.remove}
          </button>
        </div>
      </header>
      {mode === "removed" && (
        <Sure question={words.removeSure(name)} yes={() => removeCharacter(id).then(studio.refresh)} no={backToShown} />
      )}
      {description !== "" && (
        <p class="description" title={description}>
          {description}
        </p>
      )}
      <div class="media">
        <CastCard
          studio={studio}
          order={{ kind: "portrait", subjectId: id, showId }}
          name={name}
          url={portraitUrl}
          posterUrl={null}
          jobs={jobs}
          needs=""
        />
        <CastCard
          studio={studio}
          order={{ kind: "video", subjectId: id, showId }}
          name={name}
          url={videoUrl}
          posterUrl={portraitUrl}
          jobs={jobs}
          needs={portraitUrl === null ? texts.studio.card.needsPortrait : ""}
        />
      </div>
    </li>
  );
}
