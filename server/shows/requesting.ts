import { CastKind } from "../../contract/shows.ts";
import { activeStatuses, type Generation } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import { Refused } from "../refused.ts";
import { anySeed, type CastInput } from "./cast-input.ts";
import { type CastMaking, castMakings, type Sitter } from "./cast-making.ts";
import type { CharacterRows } from "./character-rows.ts";
import type { JoinedJobs } from "./joined-jobs.ts";
import type { Ownership } from "./ownership.ts";
import { characterSubject, showSubject, subjectIn } from "./show.ts";

interface CastRequest {
  readonly kind: CastKind;
  readonly playerId: string;
  /** The caller's own: sent again, it means the same job. */
  readonly jobId: string;
  /** A character's or a show's, as the kind wants it. */
  readonly id: string;
}

/** Asking for portraits, videos and trailers: one way for doors, batches and retries. */
export interface Requesting {
  /**
   * The job that the caller's id stands for: its own, or the one that was under way when it was sent. It is never begun
   * twice, however often and from wherever it is sent.
   *
   * @throws Refused `job_id_reused`, `unknown_character`, `unknown_show`, `needs_portrait`, `over_budget`
   */
  request(request: CastRequest): Promise<Generation>;
  /** The job that an id stands for; null where its player has none of this kind. */
  find(job: Omit<CastRequest, "id">): Promise<Generation | null>;
  /**
   * Tries an ended one again, as its character or show is by now; a result that is still to be had is taken instead.
   *
   * @throws Refused as above, `stale_operation` when something newer was made, and what `draftRetry` refuses with
   */
  retry(ended: Generation): Promise<Generation>;
  /** Whether its subject is gone, or something newer was asked for. */
  isReplaced(ended: Generation): Promise<boolean>;
}

export function createRequesting(parts: {
  readonly generations: Generations;
  readonly joined: JoinedJobs;
  readonly ownership: Ownership;
  readonly characters: Pick<CharacterRows, "inShow">;
}): Requesting {
  const { generations, joined, ownership, characters } = parts;

  async function sitterOf({ of }: CastMaking, playerId: string, id: string): Promise<Sitter> {
    if (of === "character") return { of, ...(await ownership.character(playerId, id)) };
    const show = await ownership.show(playerId, id);
    return { of, show, cast: await characters.inShow(show.id) };
  }

  async function newest(kind: string, subject: string): Promise<Generation | null> {
    return (await generations.list({ kinds: [kind], subjects: [subject], limit: 1 }))[0] ?? null;
  }

  async function underWay(kind: string, subject: string): Promise<Generation | null> {
    const rows = await generations.list({ kinds: [kind], subjects: [subject], statuses: activeStatuses, limit: 1 });
    return rows[0] ?? null;
  }

  const find: Requesting["find"] = async ({ kind, playerId, jobId }) => {
    const own = await generations.findByJob(playerId, jobId, kind);
    if (own) return own;
    const joinedId = await joined.read({ playerId, kind, jobId });
    return joinedId === null ? null : generations.read(joinedId);
  };

  /** Whoever removes a subject cancels what is under way; what was committed right after that is called off here. */
  async function unlessRemoved(row: Generation, making: CastMaking, id: string): Promise<Generation> {
    try {
      await sitterOf(making, row.requestedBy, id);
      return row;
    } catch (error) {
      if (error instanceof Refused) await generations.cancel(row);
      throw error;
    }
  }

  return {
    find,

    async request({ kind, playerId, jobId, id }) {
      const making = castMakings[kind];
      const subject = subjectFor(making, id);
      const known = await find({ kind, playerId, jobId });
      if (known) return sameSubject(known, subject);
      const sitter = await sitterOf(making, playerId, id);
      const active = await underWay(kind, subject);
      if (active === null) {
        const input = inputFor(making, sitter);
        await generations.checkBudget(playerId, kind);
        const row = await generations.commit(generations.draft({ kind, input, requestedBy: playerId, subject, jobId }));
        if (row.jobId === jobId) return unlessRemoved(sameSubject(row, subject), making, id);
        await joined.remember({ playerId, kind, jobId }, row.id);
        return row;
      }
      const standsForId = await joined.remember({ playerId, kind, jobId }, active.id);
      if (standsForId === active.id) return active;
      // Somebody sent the same id for something else in the same moment.
      return sameSubject((await generations.read(standsForId)) ?? active, subject);
    },

    async retry(ended) {
      const { requestedBy: playerId, subject } = ended;
      const making = makingOf(ended);
      const id = subjectIn(subject)?.id ?? "";
      const sitter = await sitterOf(making, playerId, id);
      const latest = await newest(making.kind, subject);
      if (latest && latest.id !== ended.id) {
        if (latest.endedAt === null) return latest;
        throw new Refused("stale_operation", "Something newer was made for it since: generate it anew.");
      }
      const input = inputFor(making, sitter);
      await generations.checkBudget(playerId, making.kind);
      const drafted = await generations.draftRetry(ended);
      // What was found again was made from what was asked for then.
      const row = await generations.commit(drafted.adopted ? drafted : { ...drafted, input });
      return unlessRemoved(row, making, id);
    },

    async isReplaced(ended) {
      const latest = await newest(ended.kind, ended.subject);
      if (latest && latest.id !== ended.id) return true;
      try {
        await sitterOf(makingOf(ended), ended.requestedBy, subjectIn(ended.subject)?.id ?? "");
        return false;
      } catch (error) {
        if (error instanceof Refused) return true;
        throw error;
      }
    },
  };
}

const subjectFor = ({ of }: CastMaking, id: string): string =>
  of === "character" ? characterSubject(id) : showSubject(id);

const makingOf = ({ kind }: Generation): CastMaking => castMakings[CastKind.parse(kind)];

function inputFor(making: CastMaking, sitter: Sitter): CastInput {
  const { prompt, images } = making.want(sitter);
  const { show } = sitter;
  const whose =
    sitter.of === "character"
      ? { showId: show.id, characterId: sitter.character.id, name: sitter.character.name }
      : { showId: show.id, name: show.title };
  return { prompt, images: [...images], seed: anySeed(), ...whose };
}

function sameSubject(row: Generation, subject: string): Generation {
  if (row.subject === subject) return row;
  throw new Refused("job_id_reused", "This jobId was used for something else: choose a new one.");
}
