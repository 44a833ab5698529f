import { type Format, glb, jpeg, mp4, png, spz, spz4, webm, webp } from "./formats.ts";
import { convertSpz } from "./spz-conversion.ts";

/** What a role's file may be, and how one that is not quite that is made so. */
export interface FileKind {
  readonly role: RegExp;
  /** For the sentence about a file that is something else. */
  readonly expected: string;
  readonly accepted: readonly AcceptedFormat[];
}

interface AcceptedFormat {
  readonly format: Format;
  /** Absent where the file is kept as it is. */
  readonly convert?: (bytes: Uint8Array, signal: AbortSignal) => Promise<Uint8Array>;
}

/** Every role of a generation's files, and what stands behind it. */
const fileKinds: readonly FileKind[] = [
  {
    role: /^splats:./,
    expected: "packed splats (.spz)",
    accepted: [{ format: spz }, { format: spz4, convert: convertSpz }],
  },
  { role: /^(collider|model)$/, expected: "a binary glTF model (.glb)", accepted: [{ format: glb }] },
  {
    role: /^(pano|thumbnail|poster|picture)$/,
    expected: "a PNG, JPEG or WebP image",
    accepted: [{ format: png }, { format: jpeg }, { format: webp }],
  },
  { role: /^film$/, expected: "an MP4 or WebM film", accepted: [{ format: mp4 }, { format: webm }] },
];

/** @throws Error for a role that is not declared here. */
export function fileKindOf(role: string): FileKind {
  const kind = fileKinds.find((one) => one.role.test(role));
  if (kind === undefined) throw new Error(`It is not declared what the file for "${role}" must be.`);
  return kind;
}
