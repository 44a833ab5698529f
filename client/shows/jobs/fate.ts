import { ApiRefused } from "../../session/api.ts";
import type { Task } from "./task.ts";

/** An order may be under way in another tab for so long before the server knows of it, in ms. */
const ON_ITS_WAY_MS = 60_000;

/** The server has understood and said no: the same order will not be taken in a moment either. */
export const isFinalRefusal = (error: unknown): boolean =>
  error instanceof ApiRefused && error.status < 500 && error.code !== "too_fast";

/** The server does not know the job, and it is not one that is still to arrive. */
export const isForgotten = ({ status }: Pick<ApiRefused, "status">, { startedAt }: Task, nowMs: number): boolean =>
  status === 404 && nowMs - startedAt > ON_ITS_WAY_MS;
