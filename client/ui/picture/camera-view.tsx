import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { texts } from "../texts.ts";
import { closeCamera, NoCamera, openCamera, takePicture } from "./camera.ts";

interface CameraViewProps {
  onTaken(picture: File): void;
  /** Closed without a picture; `reason` is why there can be none, "" when the player changed their mind. */
  onClose(reason: string): void;
}

/** What the camera sees, and the button that takes it. However it goes away, the camera is closed. */
export function CameraView({ onTaken, onClose }: CameraViewProps) {
  const words = texts.picture;
  const video = useRef<HTMLVideoElement>(null);
  const take = useRef<HTMLButtonElement>(null);
  const [isLive, setLive] = useState(false);
  const fail = (error: unknown) => onClose(error instanceof NoCamera ? error.message : words.cameraBusy);
  // Not an effect after painting: a page that is hidden does not paint, and the camera has to go out there too.
  useLayoutEffect(() => {
    let stream: MediaStream | null = null;
    let isGone = false;
    take.current?.focus();
    openCamera(navigator.mediaDevices)
      .then((opened) => {
        // The question may be answered after the dialog was closed.
        if (isGone) return closeCamera(opened);
        stream = opened;
        if (video.current) video.current.srcObject = opened;
      })
      .catch((error: unknown) => {
        if (!isGone) fail(error);
      });
    return () => {
      isGone = true;
      if (stream !== null) closeCamera(stream);
    };
  }, []);
  const onTake = () => {
    if (isLive && video.current) takePicture(video.current).then(onTaken).catch(fail);
  };
  return (
    <div class="camera">
      <video ref={video} autoplay playsInline muted aria-label={words.viewfinder} onLoadedData={() => setLive(true)} />
      <div class="actions">
        <button ref={take} type="button" class="primary" aria-disabled={!isLive} onClick={onTake}>
          {isLive ? words.take : words.opening}
        </button>
        <button type="button" onClick={() => onClose("")}>
          {words.closeCamera}
        </button>
      </div>
    </div>
  );
}
