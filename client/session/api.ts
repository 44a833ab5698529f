import type { z } from "zod";
import { ApiError } from "../../contract/routes.ts";

/** The server answered, and the answer is no: its sentence for people, its code for programs. */
export class ApiRefused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, sentence: string) {
    super(sentence);
    this.name = "ApiRefused";
    this.status = status;
    this.code = code;
  }
}

/**
 * The body of an answer of this server's HTTP API, checked against the contract.
 * @throws ApiRefused on an error status, ZodError on an answer out of contract
 */
export async function answerIn<T>(response: Response, answer: z.ZodType<T>): Promise<T> {
  if (!response.ok) throw await refusalIn(response);
  return answer.parse(await response.json());
}

/** An error page of something in front of the server is not in our form: the status alone has to do then. */
async function refusalIn(response: Response): Promise<ApiRefused> {
  const text = await response.text();
  const parsed = ApiError.safeParse(jsonOrNull(text));
  if (parsed.success) return new ApiRefused(response.status, parsed.data.code, parsed.data.error);
  return new ApiRefused(response.status, "http_error", `The server answered ${response.status}.`);
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
