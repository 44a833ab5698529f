import { useState } from "preact/hooks";
import { texts } from "../ui/texts.ts";
import { ShowCard } from "./show-card.tsx";
import { ShowForm } from "./show-form.tsx";
import { createShow } from "./shows-door.ts";
import type { StudioFeature } from "./studio-feature.ts";

const words = texts.studio.library;

/** All shows of the player, and the way to a new one. */
export function Library({ studio }: { readonly studio: StudioFeature }) {
  const [isCreating, setCreating] = useState(false);
  const shows = studio.library.value;
  if (isCreating) {
    return (
      <ShowForm
        label={texts.studio.form.newShow}
        submit={texts.studio.form.create}
        save={async (show) => studio.openShow((await createShow(show)).id)}
        onCancel={() => setCreating(false)}
      />
    );
  }
  return (
    <>
      <div class="studio-head">
        <p class="lead">{shows?.length === 0 ? `${words.empty} ${words.lead}` : words.lead}</p>
        <button type="button" class="primary" onClick={() => setCreating(true)}>
          {words.create}
        </button>
      </div>
      {shows === null && studio.trouble.value === "" && <p role="status">{texts.studio.loading}</p>}
      <ul class="shows">
        {shows?.map((show) => (
          <ShowCard key={show.id} show={show} onOpen={() => studio.openShow(show.id)} />
        ))}
      </ul>
    </>
  );
}
