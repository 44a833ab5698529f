import { texts } from "../texts.ts";

const words = texts.picture;

/** JPEG's, from 0 to 1. */
const QUALITY = 0.92;

/** Why there is no camera to look through, as a sentence. */
export class NoCamera extends Error {}

/** Browsers name the reasons; what is not listed is a camera that another program holds, or that broke. */
const REASONS: Readonly<Record<string, string>> = {
  NotAllowedError: words.cameraRefused,
  SecurityError: words.cameraRefused,
  NotFoundError: words.noCamera,
  OverconstrainedError: words.noCamera,
};

/**
 * Opens the camera, on a phone the one that looks away from its owner. Whoever opens it closes it by `closeCamera`.
 * @throws NoCamera
 */
export async function openCamera(devices: Pick<MediaDevices, "getUserMedia"> | undefined): Promise<MediaStream> {
  // Browsers leave it out altogether on pages without https.
  if (devices === undefined) throw new NoCamera(words.cameraUnsafe);
  try {
    return await devices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1920 } }, audio: false });
  } catch (error) {
    const reason = error instanceof DOMException ? REASONS[error.name] : undefined;
    throw new NoCamera(reason ?? words.cameraBusy, { cause: error });
  }
}

/** Ends it; the camera's light goes out. */
export function closeCamera(stream: { getTracks(): readonly { stop(): void }[] }): void {
  for (const track of stream.getTracks()) track.stop();
}

/** What the camera shows at this moment. @throws NoCamera while it shows nothing */
export async function takePicture(video: HTMLVideoElement): Promise<File> {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (picture === null) throw new NoCamera(words.cameraBusy);
  return new File([picture], "camera.jpg", { type: "image/jpeg" });
}
