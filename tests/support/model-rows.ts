import type { Generation } from "../../server/generation/generation.ts";
import { aGeneration } from "./generations.ts";

export const aPicture = `${"a".repeat(64)}.png`;
export const aModel = `${"b".repeat(64)}.glb`;
const aPoster = `${"c".repeat(64)}.webp`;

/** A row of image to 3D as its door makes it, with whatever a test wants different. */
export const aModelRow = (different: Partial<Generation> = {}): Generation =>
  aGeneration({
    kind: "model",
    provider: "tripo",
    subject: "",
    input: { targetObject: "Golden Retriever", iteration: 1, sessionId: "s", image: "https://example.com/image.png" },
    ...different,
  });

const file = (role: string, name: string) => {
  const [hash = "", ext = ""] = name.split(".");
  return { role, url: `https://maker.example/${role}`, required: role === "model", hash, ext };
};

/** What a row holds once its picture is handed over, and once its files are ours. */
export const handedOver = { upload: { fileToken: "file_1", picture: aPicture } } as const;
export const withFiles = { output: { facts: {}, files: [file("poster", aPoster), file("model", aModel)] } } as const;
