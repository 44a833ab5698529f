import { correctWorldUrl } from "../../contract/marble-url.ts";
import { PollPortal, roomAnswers } from "../../contract/messages.ts";
import { GRANT_HEADER, OperationAnswer } from "../../contract/routes.ts";
import type { TestPlayer } from "./player.ts";
import { until } from "./until.ts";

/** Every look that this player was asked to take at a portal's operation, in order. */
export const pollsOf = (player: TestPlayer, portalId: string): PollPortal[] =>
  player.received
    .filter(({ type }) => type === "poll_portal")
    .map(({ message }) => PollPortal.parse(message))
    .filter((poll) => poll.portalId === portalId);

/** Waits until one of these players is asked to look at this operation, and gives the newest request but those in `taken`. */
export async function asked(
  players: readonly TestPlayer[],
  { portalId, operationId }: { readonly portalId: string; readonly operationId: string },
  taken: ReadonlySet<string> = new Set(),
): Promise<{ poller: TestPlayer; poll: PollPortal }> {
  for (;;) {
    for (const poller of players) {
      const isOpen = (poll: PollPortal) => poll.operationId === operationId && !taken.has(poll.grant);
      const poll = pollsOf(poller, portalId).findLast(isOpen);
      if (poll) return { poller, poll };
    }
    const counts = players.map(({ received }) => received.length);
    await until(() => players.some(({ received }, nth) => received.length > (counts[nth] ?? 0)));
  }
}

/** What the operations route answers; without a grant the header is left out. */
export const readOperation = (url: string, operationId: string, grant?: string): Promise<Response> =>
  fetch(`${url}/api/operations/${operationId}`, { headers: grant === undefined ? {} : { [GRANT_HEADER]: grant } });

/** Takes the look that a player was asked for, as the designated poller does. */
export async function look(url: string, { operationId, grant }: PollPortal): Promise<OperationAnswer> {
  const answer = await readOperation(url, operationId, grant);
  if (answer.status !== 200) throw new Error(`The look was answered with ${answer.status}: ${await answer.text()}`);
  return OperationAnswer.parse(await answer.json());
}

/** The players take every look that they are asked for until the operation is done, and report nothing. */
export async function lookUntilDone(
  url: string,
  players: readonly TestPlayer[],
  about: { readonly portalId: string; readonly operationId: string },
) {
  const taken = new Set<string>();
  for (;;) {
    const { poller, poll } = await asked(players, about, taken);
    taken.add(poll.grant);
    const operation = await look(url, poll);
    if (operation.done) return { poller, poll, operation };
  }
}

/** Reports a done operation as the client does, with Marble's address corrected. */
export async function report(poller: TestPlayer, portalId: string, operation: OperationAnswer): Promise<void> {
  const { error, response } = operation;
  const outcome = error
    ? { status: "error", message: error.message ?? "" }
    : { status: "ready", url: correctWorldUrl(response?.world_marble_url ?? "") };
  roomAnswers.update_portal.parse(await poller.room.request("update_portal", { portalId, ...outcome }));
}
