import { PrismaClientKnownRequestError } from "@prisma/client/runtime/client";

/**
 * Whether a write failed because a unique value is taken. Which one is told differently by the two databases: read the
 * rows again instead.
 */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof PrismaClientKnownRequestError && error.code === "P2002";
}
