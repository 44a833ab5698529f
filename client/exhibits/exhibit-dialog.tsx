import { useState } from "preact/hooks";
import { steerGeneration } from "../session/generations.ts";
import type { SendRequest } from "../session/requests.ts";
import type { ExhibitSnapshot } from "../session/snapshots.ts";
import { Modal } from "../ui/modal.tsx";
import { texts } from "../ui/texts.ts";
import { useAsk } from "../ui/use-ask.ts";
import type { ExhibitFeature } from "./exhibit-feature.ts";
import { exhibitName, exhibitStanding, kindWord } from "./exhibit-words.ts";
import { filmOf } from "./scene/frame-view.ts";
import { isPictureKind } from "./scene/picture-measures.ts";

interface ExhibitDialogProps {
  readonly exhibits: ExhibitFeature;
  readonly send: SendRequest;
}

const words = texts.exhibitPanel;

/** The panel of the exhibit that was picked, if one is: what it is, and for its maker what can be done with it. */
export function ExhibitDialog({ exhibits, send }: ExhibitDialogProps) {
  const exhibit = exhibits.open.value;
  if (exhibit === null) return null;
  if (exhibit === "gone") {
    return (
      <Modal title={texts.exhibit.untitled} onClose={exhibits.close}>
        <p class="lead">{words.gone}</p>
      </Modal>
    );
  }
  const { status, posterUrl } = exhibit;
  const film = isPictureKind(exhibit.kind) ? filmOf(exhibit) : "";
  return (
    <Modal title={exhibitName(exhibit)} onClose={exhibits.close}>
      {film === "" ? (
        posterUrl !== "" && <img class="thumbnail whole-picture" src={posterUrl} alt="" />
      ) : (
        <video
          class="thumbnail whole-picture"
          src={film}
          {...(posterUrl !== "" && { poster: posterUrl })}
          aria-label={exhibitName(exhibit)}
          controls
          muted
          loop
          playsInline
        />
      )}
      <dl class="facts">
        <dt>{words.kind}</dt>
        <dd>{kindWord(exhibit.kind)}</dd>
        <dt>{words.maker}</dt>
        <dd>{exhibit.createdByName || words.unknownMaker}</dd>
        <dt>{words.state}</dt>
        <dd>
          <span class={`state ${status}`}>{texts.exhibit.states[status]}</span>{" "}
          {exhibitStanding(exhibit, exhibits.serverNow.value)}
        </dd>
      </dl>
      {exhibits.isOwn(exhibit) && (
        <OwnActions exhibit={exhibit} send={send} onAdjust={exhibits.adjust} onRemoved={exhibits.close} />
      )}
    </Modal>
  );
}

interface OwnActionsProps {
  readonly exhibit: ExhibitSnapshot;
  readonly send: SendRequest;
  onAdjust(exhibit: ExhibitSnapshot): void;
  onRemoved(): void;
}

/** What the exhibit's state lets its maker do. Its words change as the room's state does, not as requests return. */
function OwnActions({ exhibit, send, onAdjust, onRemoved }: OwnActionsProps) {
  const [removing, setRemoving] = useState(false);
  const { busy, wrong, ask } = useAsk();
  const { id: exhibitId, status, jobId } = exhibit;
  const name = exhibitName(exhibit);
  const remove = async () => {
    if (await ask(() => send("remove_exhibit", { exhibitId }))) onRemoved();
  };
  return (
    <>
      {removing ? (
        <fieldset class="actions">
          <legend>{status === "generating" ? words.removeRunning(name) : words.removeSure(name)}</legend>
          <button type="button" class="danger" aria-disabled={busy} onClick={remove}>
            {words.removeYes}
          </button>
          <button type="button" onClick={() => setRemoving(false)}>
            {words.removeNo}
          </button>
        </fieldset>
      ) : (
        <div class="actions">
          <button type="button" class="primary" onClick={() => onAdjust(exhibit)}>
            {words.adjust}
          </button>
          {status === "error" && jobId !== "" && (
            <button type="button" aria-disabled={busy} onClick={() => ask(() => steerGeneration(jobId, "retry"))}>
              {words.retry}
            </button>
          )}
          {status === "generating" && jobId !== "" && (
            <button type="button" aria-disabled={busy} onClick={() => ask(() => steerGeneration(jobId, "cancel"))}>
              {words.cancel}
            </button>
          )}
          <button type="button" onClick={() => setRemoving(true)}>
            {words.remove}
          </button>
        </div>
      )}
      {wrong !== "" && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
    </>
  );
}
