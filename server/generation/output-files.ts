import type { Output } from "./generation.ts";

/** The output with one more of its files in our store. */
export function withFile(output: Output, ours: { role: string; hash: string; ext: string }): Output {
  return {
    ...output,
    files: output.files.map((file) => (file.role === ours.role ? { ...file, hash: ours.hash, ext: ours.ext } : file)),
  };
}

/** Fresh links, while the files that are ours already stay ours. */
export function relinked(kept: Output, fresh: Output): Output {
  const ours = new Map(kept.files.filter((file) => file.hash !== null).map((file) => [file.role, file]));
  return { facts: fresh.facts, files: fresh.files.map((file) => ours.get(file.role) ?? file) };
}
