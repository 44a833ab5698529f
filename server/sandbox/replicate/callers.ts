import { createHash } from "node:crypto";
import type { SandboxRequest } from "../http/exchange.ts";
import { refusal } from "./problems.ts";

/**
 * Who is asking: any token is good, and each is an account of its own. The token itself is kept nowhere.
 *
 * @throws Refusal with 401 where there is none.
 */
export function ownerOf({ headers }: SandboxRequest): string {
  const token = /^(?:Bearer|Token) +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  if (token === undefined) {
    const detail = "You did not pass a valid authentication token";
    throw refusal({ status: 401, title: "Unauthenticated", detail });
  }
  return createHash("sha256").update(token).digest("hex").slice(0, 16);
}
