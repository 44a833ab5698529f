/** One way to break the generation core: in each file, text that is there once gives way to another. */
export interface Mutation {
  readonly breaks: string;
  readonly edits: readonly { readonly file: string; readonly find: string; readonly put: string }[];
}

const mutation = (breaks: string, file: string, find: string, put: string): Mutation => ({
  breaks,
  edits: [{ file: `server/${file}.ts`, find, put }],
});

export const coreMutations: readonly Mutation[] = [
  mutation(
    "The row is written after the POST",
    "generation/admission",
    `    const claimed = await takeForSubmit(core, next, now);
    if (claimed) onSubmit(submit(core, claimed));`,
    `    const outcome = await kindOf(core, next).provider.submit(next, AbortSignal.timeout(submitTimeoutMs));
    const claimed = await takeForSubmit(core, next, now);
    if (claimed) onSubmit(bringAbout(core, claimed.row, { type: "submitted", outcome }, claimed.lease).then(() => {}));`,
  ),
  mutation(
    "A row is written whatever its version",
    "generation/writing",
    "  const after = await core.store.write(before.id, before.version, patch);",
    `  const current = await core.store.read(before.id);
  const after = await core.store.write(before.id, current?.version ?? before.version, patch);`,
  ),
  mutation(
    "Rows are claimed whatever their versions",
    "generation/writing",
    "core.store.writeEach(rows, lent)",
    "core.store.writeEach(await Promise.all(rows.map(async (row) => (await core.store.read(row.id)) ?? row)), lent)",
  ),
  mutation(
    "It succeeds before its files are here",
    "generation/lifecycle",
    `        status: "collecting",
`,
    `        status: "succeeded",
        activeKey: null,
        endedAt: now,
`,
  ),
  mutation(
    "A submit is sent again when its outcome is unknown",
    "generation/lifecycle",
    `    case "unknown":
      return lost(now);`,
    `    case "unknown":
      return to({ status: "queued", nextLookAt: now, ...released });`,
  ),
  mutation(
    "A submit is sent again when its process died",
    "generation/lifecycle",
    `if (event.type === "lease_lapsed") return lost(now);`,
    `if (event.type === "lease_lapsed") return to({ status: "queued", nextLookAt: now, ...released });`,
  ),
  mutation(
    "A submit is sent although its claim has lapsed",
    "generation/admission",
    "    if (ready.leaseUntil === null || core.clock.now() >= ready.leaseUntil) {\n",
    "    if (ready.leaseUntil === null) {\n",
  ),
  mutation(
    "A join restarts the window of an open grant",
    "portals/designated-polling",
    "      for (const portalId of portalIds) showNext(portalId);",
    `      for (const portalId of portalIds) {
        for (const grant of [...grants.values()]) if (grant.portalId === portalId) grant.abandon();
        showNext(portalId);
      }`,
  ),
  mutation(
    "The next look counts from the answer, not from the asking",
    "generation/schedule",
    "Math.min(lookedAt + times.lookMs,",
    "Math.min(now + times.lookMs,",
  ),
  mutation(
    "What was found out under a lost lease is written all the same",
    "generation/writing",
    "    if (lease !== null && row.leaseOwner !== lease) return dropped(core, row, event);\n",
    "",
  ),
  mutation(
    "It is forgotten that an end was settled",
    "generation/lifecycle",
    "return to({ settledAt: row.settledAt ?? now, nextLookAt: null, ...released });",
    "return to({ nextLookAt: null, ...released });",
  ),
  mutation(
    "An end is never settled",
    "generation/ends",
    "{ ...patch, status, activeKey: null, endedAt: now, nextLookAt: now, ...released }",
    "{ ...patch, status, activeKey: null, endedAt: now, nextLookAt: null, ...released }",
  ),
  mutation(
    "The search goes without a tag, and takes a neighbour's task over",
    "generation/acting",
    "provider.search(row, ",
    'provider.search({ ...row, submitTag: "" }, ',
  ),
  mutation(
    "A second submit has the first one's tag",
    "generation/lifecycle",
    "...queuedAgain, submitTag: submitTagOf(row.id, 2) }",
    "...queuedAgain }",
  ),
  mutation(
    "A cancel that came during the submit is ignored",
    "generation/lifecycle",
    `  if (row.cancelRequested && outcome.type !== "unknown") {`,
    `  if (row.cancelRequested && outcome.type === "refused") {`,
  ),
  mutation(
    "A cancel that came during the search is ignored",
    "generation/lifecycle",
    "    if (row.cancelRequested) return cancelled(row, now, outcome.operationId);\n",
    "",
  ),
  mutation(
    "A start that another process was faster with is counted",
    "generation/admission",
    "    else await returnPermitOf(core, provider.name, now);\n",
    "",
  ),
  mutation(
    "A throttle closes no gate",
    "generation/effects",
    `    if (effect.type === "close_gate") await closeGateUntil(core, seen.provider, effect.until);\n`,
    "",
  ),
  mutation(
    "A throttle closes no gate when its row was cancelled meanwhile",
    "generation/lifecycle",
    "    return { patch, effects: [...atGate, ...effects] };",
    "    return { patch, effects };",
  ),
  mutation(
    "What somebody else had made is submitted when it fails for now",
    "generation/lifecycle",
    "observation.transient && !row.resubmitted && row.attempts > 0",
    "observation.transient && !row.resubmitted",
  ),
  mutation(
    "What is found again has its deadline anew, and is looked at at once",
    "generation/lifecycle",
    `  const deadlineAt = row.deadlineAt ?? now + times.deadlineMs;
  const isNews = seen.adopted && row.acceptedAt === null;`,
    `  const deadlineAt = now + times.deadlineMs;
  const isNews = seen.adopted;`,
  ),
  mutation(
    "What was settled onto nothing is not due for the subject that it gets",
    "generation/lifecycle",
    "to({ subject, nextLookAt: now })",
    "to({ subject })",
  ),
  mutation(
    "A retry pays without asking what can still be had",
    "generation/retrying",
    "  if (!mayHave || ",
    "  if (mayHave || ",
  ),
  mutation(
    "Nobody looks after a submit when the admission beside it fails",
    "generation/due-clock",
    "      const { againAt, waiting } = await admit(core, provider, (submit) => track(submit, null));",
    `      const submits: Promise<void>[] = [];
      const { againAt, waiting } = await admit(core, provider, (submit) => void submits.push(submit));
      for (const submit of submits) track(submit, null);`,
  ),
  mutation(
    "The due clock waits for an hour that comes again",
    "generation/due-clock",
    "at <= now || at > now + sweepMs;",
    "at <= now;",
  ),
  mutation(
    "What a POST came to is forgotten while the database is away",
    "generation/acting",
    "core.untold.recall(row, lease)",
    "undefined",
  ),
  mutation(
    "A retry goes on beside what goes on for the same subject",
    "generation/generations",
    "activeKey: row.activeKey ?? ",
    "activeKey: ",
  ),
  mutation(
    "An end keeps its subject's key from what is asked for next",
    "generation/ends",
    "{ ...patch, status, activeKey: null, endedAt: now,",
    "{ ...patch, status, endedAt: now,",
  ),
  mutation(
    "A hint is heard, and nothing is looked at for it",
    "generation/lifecycle",
    "  return to({ nextLookAt: now });\n",
    "  return nothing;\n",
  ),
  mutation(
    "A hint makes what somebody is looking at due again",
    "generation/lifecycle",
    "if (!isAwaited || row.leaseOwner !== null || row.nextLookAt === null",
    "if (!isAwaited || row.nextLookAt === null",
  ),
];
