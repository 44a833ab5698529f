/** Gives what webhooks are signed with: as it was set, else as `fetchSecret` says, which is asked when the first one comes, and once. */
export function createWebhookSecret(
  set: string | null,
  fetchSecret: (signal: AbortSignal) => Promise<string>,
): () => Promise<string> {
  let known: Promise<string> | null = set === null ? null : Promise.resolve(set);
  return () => {
    known ??= fetchSecret(AbortSignal.timeout(fetchTimeoutMs)).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}

/** Who sends a webhook does not wait much longer for its answer. */
const fetchTimeoutMs = 10_000;
