import { UploadAnswer } from "../../contract/routes.ts";
import { texts } from "../ui/texts.ts";
import { ApiRefused, answerIn } from "./api.ts";

/**
 * Sends a picture to be kept. `onProgress` gets the share that is on its way, from 0 to 1; `fetch` cannot tell it.
 * @throws ApiRefused, always with a sentence to show
 */
export async function uploadPicture(picture: Blob, onProgress: (share: number) => void): Promise<UploadAnswer> {
  return await answerIn(await send(picture, onProgress), UploadAnswer);
}

function send(picture: Blob, onProgress: (share: number) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open("POST", "/api/uploads");
    sending.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) onProgress(loaded / total);
    };
    sending.onload = () => resolve(new Response(sending.responseText, { status: sending.status }));
    sending.onerror = () => reject(new ApiRefused(0, "no_answer", texts.picture.notSent));
    sending.send(picture);
  });
}
