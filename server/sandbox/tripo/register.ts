import { z } from "zod";
import type { Journal } from "../journal.ts";
import { TripoTask } from "./tasks.ts";

const TOPIC = "tripo";

/** A picture that was uploaded. Its bytes lie in a file of the token's name. */
const UploadedFile = z.object({
  fileToken: z.string(),
  owner: z.string(),
  /** Milliseconds since 1970. */
  uploadedAt: z.number(),
});
type UploadedFile = z.infer<typeof UploadedFile>;

const Entry = z.discriminatedUnion("what", [
  z.object({ what: z.literal("file"), file: UploadedFile }),
  z.object({ what: z.literal("task"), task: TripoTask }),
]);

/** All files and tasks there ever were: read from the journal, and written to it first. */
export interface TripoRegister {
  /** In order of creation. */
  tasks(): readonly TripoTask[];
  /** Undefined for another owner's, too. */
  task(taskId: string, owner: string): TripoTask | undefined;
  taskOfAnyone(taskId: string): TripoTask | undefined;
  file(fileToken: string, owner: string): UploadedFile | undefined;
  /** Resolves once the task would survive a kill; so does the next. */
  addTask(task: TripoTask): Promise<void>;
  addFile(file: UploadedFile): Promise<void>;
}

export function openRegister(journal: Journal): TripoRegister {
  const tasks = new Map<string, TripoTask>();
  const files = new Map<string, UploadedFile>();

  function apply(entry: z.infer<typeof Entry>): void {
    if (entry.what === "task") tasks.set(entry.task.taskId, entry.task);
    else files.set(entry.file.fileToken, entry.file);
  }

  async function write(entry: z.infer<typeof Entry>): Promise<void> {
    await journal.append(TOPIC, entry);
    apply(entry);
  }

  for (const entry of journal.past(TOPIC, Entry)) apply(entry);
  const owned = <Thing extends { readonly owner: string }>(thing: Thing | undefined, owner: string) =>
    thing?.owner === owner ? thing : undefined;
  return {
    tasks: () => [...tasks.values()],
    task: (taskId, owner) => owned(tasks.get(taskId), owner),
    taskOfAnyone: (taskId) => tasks.get(taskId),
    file: (fileToken, owner) => owned(files.get(fileToken), owner),
    addTask: (task) => write({ what: "task", task }),
    addFile: (file) => write({ what: "file", file }),
  };
}
