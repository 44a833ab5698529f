import { UploadAnswer } from "../../contract/routes.ts";

/** Keeps a picture at the server, and gives its upload's id. */
export async function upload(url: string, file: Uint8Array, { token }: { readonly token: string }): Promise<string> {
  const headers = { "content-type": "application/octet-stream", authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/uploads`, { method: "POST", headers, body: new Uint8Array(file) });
  return UploadAnswer.parse(await answer.json()).uploadId;
}
