import { useRef } from "preact/hooks";
import { useKeptFocus } from "../ui/kept-focus.ts";
import { Modal } from "../ui/modal.tsx";
import { texts } from "../ui/texts.ts";
import { Library } from "./library.tsx";
import { ShowPage } from "./show-page.tsx";
import type { StudioFeature } from "./studio-feature.ts";

const words = texts.studio;

/** The shows' part of the screen: the button that leads to the Studio, and the Studio. */
export function StudioHud({ studio }: { readonly studio: StudioFeature }) {
  return (
    <>
      <button type="button" class="open-studio" aria-keyshortcuts="U" onClick={studio.openLibrary}>
        {words.open} <kbd>U</kbd>
      </button>
      {studio.place.value.kind !== "closed" && <Studio studio={studio} />}
    </>
  );
}

function Studio({ studio }: { readonly studio: StudioFeature }) {
  const content = useRef<HTMLDivElement>(null);
  const focusing = useKeptFocus(content);
  const place = studio.place.value;
  const show = studio.show.value;
  const making = studio.jobs.value.size;
  const inShow = place.kind === "show";
  return (
    <Modal
      isWide
      title={inShow ? (show?.title ?? words.title) : words.title}
      onClose={studio.close}
      before={
        inShow && (
          <button type="button" class="quiet back" onClick={studio.openLibrary}>
            ‹ {words.back}
          </button>
        )
      }
      behind={
        making > 0 && (
          <p class="activity" role="status">
            <span class="spinner" /> {words.making(making)}
          </p>
        )
      }
    >
      <div ref={content} class="studio" tabIndex={-1} {...focusing}>
        {studio.trouble.value !== "" && <p class="wrong">{studio.trouble.value}</p>}
        {!inShow && <Library studio={studio} />}
        {inShow && show !== null && <ShowPage key={show.id} studio={studio} show={show} />}
        {inShow && show === null && studio.trouble.value === "" && <p role="status">{words.loading}</p>}
      </div>
    </Modal>
  );
}
