import type { Signal } from "@preact/signals";
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { texts } from "../texts.ts";
import { CameraView } from "./camera-view.tsx";
import { wrongWithPicture } from "./check-picture.ts";

interface PictureFieldProps {
  /** The picture that was chosen; it outlives the dialog. */
  readonly picture: Signal<File | null>;
  readonly hint: string;
  /** What the form has to say about the picture, "" for nothing. */
  readonly wrong: string;
  onChange?(): void;
}

/** A picture by dropping, pasting or choosing a file, or by the camera. One that cannot be sent is not taken. */
export function PictureField({ picture, hint, wrong, onChange }: PictureFieldProps) {
  const words = texts.picture;
  const id = useId();
  const [refused, refuse] = useState("");
  const [isOver, setOver] = useState(false);
  const [isCameraOpen, openCameraView] = useState(false);
  const chosen = picture.value;
  const latest = useRef<File | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const wasCameraOpen = useRef(false);

  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    latest.current = file;
    const sentence = await wrongWithPicture(file);
    // Another one may have been chosen meanwhile.
    if (latest.current !== file) return;
    refuse(sentence);
    onChange?.();
    if (sentence !== "") return;
    openCameraView(false);
    picture.value = file;
  };
  const takeFrom = (files: FileList | undefined, event: Event) => {
    const file = files?.[0];
    if (file === undefined) return;
    event.preventDefault();
    void take(file);
  };
  useLayoutEffect(() => {
    // The button that had the focus is gone with the camera.
    if (wasCameraOpen.current && !isCameraOpen) input.current?.focus();
    wasCameraOpen.current = isCameraOpen;
  }, [isCameraOpen]);
  // Before painting: whoever sees the field may paste into it.
  useLayoutEffect(() => {
    // Text that is pasted into a field carries no files and goes where it should.
    const onPaste = (event: ClipboardEvent) => takeFrom(event.clipboardData?.files, event);
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, []);

  return (
    <fieldset
      class={`picture${isOver ? " over" : ""}`}
      aria-describedby={`${id}-hint ${id}-wrong`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        event.preventDefault();
        takeFrom(event.dataTransfer?.files, event);
      }}
    >
      <legend>{words.label}</legend>
      {isCameraOpen ? (
        <CameraView
          onTaken={(file) => void take(file)}
          onClose={(reason) => {
            openCameraView(false);
            refuse(reason);
          }}
        />
      ) : (
        <div class={`drop${chosen === null ? "" : " filled"}`}>
          {chosen === null ? <p>{words.drop}</p> : <Preview picture={chosen} />}
          <div class="actions">
            <input
              ref={input}
              type="file"
              id={id}
              class="visually-hidden"
              accept="image/jpeg,image/png,image/webp"
              onChange={(event) => {
                void take(event.currentTarget.files?.[0]);
                // The same file can be chosen again after it was taken out.
                event.currentTarget.value = "";
              }}
            />
            <label class="button" for={id}>
              {chosen === null ? words.choose : words.another}
            </label>
            <button type="button" onClick={() => openCameraView(true)}>
              {words.camera}
            </button>
            {chosen !== null && (
              <button
                type="button"
                class="quiet"
                onClick={() => {
                  input.current?.focus();
                  picture.value = null;
                  onChange?.();
                }}
              >
                {words.without}
              </button>
            )}
          </div>
        </div>
      )}
      <p class="under" id={`${id}-hint`}>
        <span>{hint}</span>
        <span class="note">{words.kinds}</span>
      </p>
      <p class="wrong" id={`${id}-wrong`} role="alert">
        {refused || wrong}
      </p>
    </fieldset>
  );
}

/** The address lives as long as the preview: the browser keeps the whole file for it. */
function Preview({ picture }: { readonly picture: File }) {
  const url = useMemo(() => URL.createObjectURL(picture), [picture]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img src={url} alt={texts.picture.preview} />;
}
