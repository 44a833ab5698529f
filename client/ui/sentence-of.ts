import { ApiRefused } from "../session/api.ts";
import { Refused } from "../session/requests.ts";
import { texts } from "./texts.ts";

/** Why a request came to nothing, for people: the server's own words where it answered, else `unanswered`. */
export function sentenceOf(error: unknown, unanswered: string = texts.requests.unanswered): string {
  if (error instanceof ApiRefused) return error.message;
  if (error instanceof Refused) return error.code === "no_answer" ? unanswered : error.message;
  console.debug("The request was not answered.", error);
  return unanswered;
}
