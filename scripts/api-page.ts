import { z } from "zod";
import { requestPurposes, roomPushes, routes } from "../contract/api.ts";
import { FRAMES_PER_SECOND, MESSAGE_MAX_BYTES, REQUESTS_PER_SECOND } from "../contract/limits.ts";
import { type RoomRequest, roomAnswers, roomRequests } from "../contract/messages.ts";
import { refusalCodes } from "../contract/refusals.ts";

/** The API page, made from the contract: what it says cannot differ from what is parsed. */
export function apiPage(): string {
  return `${[
    "# The API of Waygate",
    "Made from `contract/` by `npm run api-page`. Other people's clients are written to it: it may grow, and what is here keeps its meaning.",
    "## Room `world`",
    'Join with `joinOrCreate("world", { worldId, name })`; `worldId` is `"hub"` unless you say another. The synced state is `contract/state.ts`. A browser is known by its session cookie; any other client sets `client.auth.token` to the token of `POST /api/session`. Who shows neither is an anonymous visitor for this visit, whose portals are nobody\'s afterwards.',
    `Everything below is a request (\`room.request(type, payload)\`); a refusal rejects with \`{ code, message }\` (the SDK's \`RequestError\` has it as \`error.reason\`) and leaves the connection alone. What is no message of this page is not answered in these words. More than ${REQUESTS_PER_SECOND} requests a second are refused with \`too_fast\`; a frame of more than ${MESSAGE_MAX_BYTES / 1024} KB, or more than ${FRAMES_PER_SECOND} frames a second, closes the connection.`,
    table(["request", "payload", "answer", "what it does"], requestRows()),
    `Refusal codes: ${refusalCodes.map((code) => `\`${code}\``).join(", ")}.`,
    "The room sends by itself:",
    table(["message", "payload", "when"], pushRows()),
    "Movement is sent as inputs (`room.input()`), not as positions: `forward` and `right` in -1, 0, 1 and `yaw` in radians, 20 a second; the server steps them (`contract/movement.ts`).",
    "## HTTP",
    'JSON in and out. An error is `{ "success": false, "error": "<sentence>", "code": "<code>" }` with the right status. Callers are known by bearer token from anywhere, or by cookie from the same origin only; a foreign job answers like an unknown one. An operation is readable by who knows its id. Matchmaking (`/matchmake/…`) is Colyseus\' own and answers errors as `{ code, error }`.',
    table(["route", "body", "answer", "what it does"], routeRows()),
  ].join("\n\n")}\n`;
}

const requestRows = (): string[][] =>
  Object.entries(roomRequests).map(([key, payload]) => {
    const name = key as RoomRequest;
    return [code(name), shapes(payload, "input"), shapes(roomAnswers[name], "output"), requestPurposes[name]];
  });

const pushRows = (): string[][] =>
  Object.entries(roomPushes).map(([name, { payload, says }]) => [code(name), shapes(payload, "output"), says]);

const routeRows = (): string[][] =>
  Object.entries(routes).map(([name, { body, answer, says }]) => [
    code(name),
    body ? shapes(body, "input") : "",
    answer ? shapes(answer, "output") : "",
    says,
  ]);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const code = (text: string): string => `\`${text}\``;

const shapes = (schema: z.ZodType, io: "input" | "output"): string =>
  [...new Set(alternatives(JsonSchema.parse(z.toJSONSchema(schema, { io, unrepresentable: "any" }))))]
    .map(code)
    .join(" or ");

type JsonSchema = z.infer<typeof JsonSchema>;
const JsonSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  get anyOf() {
    return z.array(JsonSchema).optional();
  },
  get properties() {
    return z.record(z.string(), JsonSchema).optional();
  },
  get items() {
    return JsonSchema.optional();
  },
  required: z.array(z.string()).optional(),
});

const alternatives = (schema: JsonSchema): string[] => schema.anyOf?.flatMap(alternatives) ?? [shape(schema)];

function shape(schema: JsonSchema): string {
  if (schema.anyOf) return alternatives(schema).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.properties)
    return `{ ${Object.entries(schema.properties)
      .flatMap(property(schema.required ?? []))
      .join(", ")} }`;
  if (schema.items) return `${shape(schema.items)}[]`;
  return String(schema.type ?? "any");
}

/** A property that must be absent only tells two forms apart: it says nothing, and is not shown. */
const property =
  (required: readonly string[]) =>
  ([name, schema]: [string, JsonSchema]): string[] =>
    Object.keys(schema).length === 0 ? [] : [`${name}${required.includes(name) ? "" : "?"}: ${shape(schema)}`];
