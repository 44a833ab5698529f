/** A picture that may be handed over, or why there is none. `name` is that of our own file: `<hash>.<ext>`. */
export type Picture =
  | { readonly type: "picture"; readonly name: string; readonly bytes: Uint8Array; readonly contentType: string }
  | { readonly type: "refused"; readonly code: string; readonly message: string }
  | { readonly type: "not_sent"; readonly message: string };

/** Reads what a row remembers of a picture. Rejects where another try may go better. */
export type ReadPicture = (image: string, signal: AbortSignal) => Promise<Picture>;
