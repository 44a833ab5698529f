import { OBJECT_NAME_MAX } from "../../contract/limits.ts";
import { Field } from "../ui/field.tsx";
import { Modal } from "../ui/modal.tsx";
import { PictureField } from "../ui/picture/picture-field.tsx";
import { texts } from "../ui/texts.ts";
import type { ModelFeature } from "./model-feature.ts";
import type { OrderStage } from "./ordering.ts";

const words = texts.create;

/** Asks for a picture and a name, and makes a model of them. It closes when the pedestal stands. */
export function CreateDialog({ models }: { readonly models: ModelFeature }) {
  const { stage, wrong } = models;
  const wrongWith = (field: "picture" | "name") => (wrong.value?.field === field ? wrong.value.sentence : "");
  const submit = (event: Event) => {
    event.preventDefault();
    void models.submit();
  };
  return (
    <Modal title={words.title} onClose={models.close}>
      <form class="stack" onSubmit={submit} noValidate>
        <PictureField
          picture={models.picture}
          hint={words.lead}
          wrong={wrongWith("picture")}
          onChange={models.forgive}
        />
        <Field label={words.nameLabel} hint={words.nameHint} wrong={wrongWith("name")}>
          {(attributes) => (
            <input
              {...attributes}
              type="text"
              autoComplete="off"
              maxLength={OBJECT_NAME_MAX}
              placeholder={words.namePlaceholder}
              value={models.name.value}
              onInput={(event) => {
                models.name.value = event.currentTarget.value;
                models.forgive();
              }}
            />
          )}
        </Field>
        <Sending stage={stage.value} />
        <button type="submit" class="primary" aria-disabled={stage.value !== null}>
          {stage.value === null ? words.submit : stageWords(stage.value)}
        </button>
      </form>
    </Modal>
  );
}

/** The bar while the picture is on its way; what comes after it has no measure. */
function Sending({ stage }: { readonly stage: OrderStage | null }) {
  if (stage === null) return null;
  const share = stage.kind === "sending" ? stage.share : null;
  return <progress aria-label={words.sending} {...(share !== null && share > 0 ? { value: share } : {})} />;
}

function stageWords(stage: OrderStage): string {
  if (stage.kind === "ordering") return words.ordering;
  if (stage.kind === "placing") return words.placing;
  return stage.share > 0 && stage.share < 1 ? words.sent(stage.share) : words.sending;
}
