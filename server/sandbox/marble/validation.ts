import type { z } from "zod";
import { json, Refusal } from "../http/exchange.ts";

/** One entry of FastAPI's HTTPValidationError. */
interface ValidationDetail {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
}

/**
 * Reads a JSON body of the given shape.
 *
 * @throws Refusal with 422 and FastAPI's list of details.
 */
export function readJson<Output>(shape: z.ZodType<Output>, body: Buffer): Output {
  const value = parseJson(body);
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  throw unprocessable(result.error.issues.map((issue) => detailOf(issue, value)));
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) throw unprocessable([{ type: "missing", loc: ["body"], msg: "Field required" }]);
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw unprocessable([{ type: "json_invalid", loc: ["body", 0], msg: "JSON decode error" }]);
  }
}

function unprocessable(detail: readonly ValidationDetail[]): Refusal {
  return new Refusal(json(422, { detail }));
}

function detailOf(issue: z.core.$ZodIssue, body: unknown): ValidationDetail {
  const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
  return { loc: ["body", ...path], ...typeAndMessage(issue, valueAt(body, path)) };
}

/** Pydantic's words for what zod expected. */
const TYPES: Readonly<Record<string, Pick<ValidationDetail, "type" | "msg">>> = {
  string: { type: "string_type", msg: "Input should be a valid string" },
  number: { type: "float_type", msg: "Input should be a valid number" },
  int: { type: "int_type", msg: "Input should be a valid integer" },
  boolean: { type: "bool_type", msg: "Input should be a valid boolean" },
  array: { type: "list_type", msg: "Input should be a valid list" },
  object: { type: "dict_type", msg: "Input should be a valid dictionary" },
};

function typeAndMessage(issue: z.core.$ZodIssue, value: unknown): Pick<ValidationDetail, "type" | "msg"> {
  if (value === undefined) return { type: "missing", msg: "Field required" };
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? { type: "value_error", msg: issue.message };
    case "too_big":
      if (issue.origin === "string")
        return { type: "string_too_long", msg: `String should have at most ${issue.maximum} characters` };
      if (issue.origin === "array")
        return { type: "too_long", msg: `List should have at most ${issue.maximum} items after validation` };
      return { type: "less_than_equal", msg: `Input should be less than or equal to ${issue.maximum}` };
    case "too_small":
      if (issue.origin === "string")
        return { type: "string_too_short", msg: `String should have at least ${issue.minimum} character` };
      if (issue.origin === "array")
        return { type: "too_short", msg: `List should have at least ${issue.minimum} item after validation` };
      return { type: "greater_than_equal", msg: `Input should be greater than or equal to ${issue.minimum}` };
    case "invalid_value":
      return { type: "enum", msg: `Input should be ${issue.values.map((each) => `'${String(each)}'`).join(" or ")}` };
    case "invalid_union":
      return { type: "union_tag_invalid", msg: "Input tag does not match any of the expected tags" };
    default:
      return { type: "value_error", msg: issue.message };
  }
}

function valueAt(body: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined,
    body,
  );
}
