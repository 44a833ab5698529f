import { useState } from "preact/hooks";
import { CHARACTERS_PER_SHOW } from "../../contract/limits.ts";
import type { ShowAnswer } from "../../contract/shows.ts";
import { texts } from "../ui/texts.ts";
import { AutoGenerate } from "./auto-generate.tsx";
import { CastCard } from "./cast-card.tsx";
import { CharacterCard } from "./character-card.tsx";
import { CharacterForm } from "./character-form.tsx";
import { ForMany } from "./for-many.tsx";
import { ShowForm } from "./show-form.tsx";
import { addCharacter, changeShow } from "./shows-door.ts";
import type { StudioFeature } from "./studio-feature.ts";

const words = texts.studio.show;

interface ShowPageProps {
  readonly studio: StudioFeature;
  readonly show: ShowAnswer;
}

/** A show: its words, its trailer and its cast. */
export function ShowPage({ studio, show }: ShowPageProps) {
  const portraits = show.characters.flatMap(({ portraitUrl }) => portraitUrl ?? []);
  return (
    <>
      <div class="show-top">
        <ShowWords studio={studio} show={show} />
        <CastCard
          studio={studio}
          order={{ kind: "trailer", subjectId: show.id, showId: show.id }}
          name={show.title}
          url={show.trailerUrl}
          posterUrl={null}
          jobs={show.jobs}
          needs={portraits.length === 0 ? texts.studio.card.needsPortraits : ""}
        />
      </div>
      <h3>{words.cast}</h3>
      {show.characters.length === 0 && <p class="lead">{words.none}</p>}
      <ul class="cast">
        {show.characters.map((character) => (
          <CharacterCard key={character.id} studio={studio} character={character} />
        ))}
      </ul>
      <NewCharacter studio={studio} show={show} />
    </>
  );
}

function ShowWords({ studio, show }: ShowPageProps) {
  const [isEditing, setEditing] = useState(false);
  const stop = () => setEditing(false);
  if (isEditing) {
    const { title, logline } = show;
    return (
      <ShowForm
        label={texts.studio.form.editShow}
        submit={texts.studio.form.save}
        initial={{ title, logline }}
        save={async (changed) => studio.showChanged(await changeShow(show.id, changed))}
        onSaved={stop}
        onCancel={stop}
      />
    );
  }
  return (
    <div class="show-words">
      <p class="logline">
        {show.logline}{" "}
        <button type="button" class="quiet" onClick={() => setEditing(true)}>
          {words.edit}
        </button>
      </p>
      <AutoGenerate studio={studio} show={show} />
      <ForMany studio={studio} show={show} />
    </div>
  );
}

function NewCharacter({ studio, show }: ShowPageProps) {
  const [isAdding, setAdding] = useState(false);
  if (show.characters.length >= CHARACTERS_PER_SHOW) return <p class="lead">{words.full(CHARACTERS_PER_SHOW)}</p>;
  const stop = () => setAdding(false);
  if (!isAdding) {
    return (
      <div class="actions">
        <button type="button" onClick={() => setAdding(true)}>
          {words.add}
        </button>
      </div>
    );
  }
  return (
    <CharacterForm
      label={texts.studio.form.newCharacter}
      submit={texts.studio.form.add}
      save={(character) => addCharacter(show.id, character).then(studio.refresh)}
      onSaved={stop}
      onCancel={stop}
    />
  );
}
