import { createHash } from "node:crypto";
import type { SandboxRequest } from "../http/exchange.ts";
import { refusal } from "./envelope.ts";

/**
 * Who is asking: any key is good, and each is an account of its own. The key itself is kept nowhere.
 *
 * @throws Refusal with 401 where there is none.
 */
export function ownerOf({ headers }: SandboxRequest): string {
  const key = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  if (key === undefined) {
    const suggestion = "Send Authorization: Bearer with a key of your account.";
    throw refusal({ code: 1002, message: "Authentication failed.", suggestion });
  }
  return createHash("sha256").update(key).digest("hex").slice(0, 16);
}
