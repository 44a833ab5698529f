import { mkdir, open, readFile, truncate } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";

/** One line, given as its text. */
const Line = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: String(error) });
      return z.NEVER;
    }
  })
  .pipe(z.object({ topic: z.string(), entry: z.unknown() }));

/** What the sandbox must still know after a kill: one JSON line per fact, appended and never rewritten. */
export interface Journal {
  /**
   * Entries of a topic that stood in the file when it was opened, oldest first.
   *
   * @throws Error with the file and the line when one has not the shape that the topic's owner gives.
   */
  past<Entry>(topic: string, shape: z.ZodType<Entry>): readonly Entry[];
  /** Resolves once the entry is on disk (fsync), so what is answered afterwards survives a kill. */
  append(topic: string, entry: unknown): Promise<void>;
  /** Waits for the appends under way and closes the file. */
  close(): Promise<void>;
}

/**
 * Opens the journal at `path`, making it and its folder where they are missing. A last line without its newline is what
 * a kill leaves of an append that nobody was answered for: it is cut off, so that the next append begins a line of its own.
 *
 * @throws Error with the file and the line when a finished line is not one of ours.
 */
export async function openJournal(path: string): Promise<Journal> {
  await mkdir(dirname(path), { recursive: true });
  const lines = await readFinishedLines(path);
  const file = await open(path, "a");
  let lastWrite: Promise<void> = Promise.resolve();

  return {
    past: (topic, shape) =>
      lines.filter((line) => line.topic === topic).map(({ entry, place }) => parsed(shape, entry, place)),
    append(topic, entry) {
      const write = lastWrite.then(async () => {
        await file.appendFile(`${JSON.stringify({ topic, entry })}\n`);
        await file.datasync();
      });
      lastWrite = write.catch(appendFailureBelongsToItsCaller);
      return write;
    },
    async close() {
      await lastWrite;
      await file.close();
    },
  };
}

/** The promise that `append` returned rejects as well; the next append must be tried all the same. */
function appendFailureBelongsToItsCaller(): void {}

async function readFinishedLines(path: string) {
  // The flag makes the file where there is none.
  const bytes = await readFile(path, { flag: "a+" });
  const finishedBytes = bytes.lastIndexOf("\n") + 1;
  if (finishedBytes < bytes.length) await truncate(path, finishedBytes);
  const lines = bytes.subarray(0, finishedBytes).toString("utf8").split("\n").slice(0, -1);
  return lines.map((line, index) => {
    const place = `${path}:${index + 1}`;
    return { ...parsed(Line, line, place), place };
  });
}

function parsed<Value>(shape: z.ZodType<Value>, value: unknown, place: string): Value {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  throw new Error(`${place} is not a line of the sandbox's journal. Remove that line, or the file to begin afresh.`, {
    cause: result.error,
  });
}
