import { useState } from "preact/hooks";
import { CHARACTERS_PER_SHOW } from "../../contract/limits.ts";
import type { ShowAnswer } from "../../contract/shows.ts";
import { texts } from "../ui/texts.ts";
import { CastCard } from "./cast-card.tsx";
import { CharacterCard } from "./character-card.tsx";
import { CharacterForm } from "./character-form.tsx";
import { ShowWords } from "./show-words.tsx";
import { addCharacter } from "./shows-door.ts";
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
          posterUrl={portraits[0] ?? null}
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
