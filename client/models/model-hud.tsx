import { texts } from "../ui/texts.ts";
import { CreateDialog } from "./create-dialog.tsx";
import type { ModelFeature } from "./model-feature.ts";

/** The models' part of the screen: the button that begins one, and its dialog. */
export function ModelHud({ models }: { readonly models: ModelFeature }) {
  return (
    <>
      <button type="button" class="open-create" aria-keyshortcuts="C" onClick={models.open}>
        {texts.create.open} <kbd>C</kbd>
      </button>
      {models.isOpen.value && <CreateDialog models={models} />}
    </>
  );
}
