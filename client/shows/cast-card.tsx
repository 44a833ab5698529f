import type { CastJob } from "../../contract/shows.ts";
import { texts } from "../ui/texts.ts";
import { useAsk } from "../ui/use-ask.ts";
import { cardView } from "./card-view.ts";
import { CastMedia } from "./cast-media.tsx";
import { keyOf, type Order } from "./jobs/task.ts";
import type { StudioFeature } from "./studio-feature.ts";

const words = texts.studio.card;

interface CastCardProps {
  readonly studio: StudioFeature;
  readonly order: Order;
  /** Of the character, or of the show. */
  readonly name: string;
  readonly url: string | null;
  /** Shown before a film is played. */
  readonly posterUrl: string | null;
  readonly jobs: readonly CastJob[];
  /** Why it cannot be ordered yet, "" for nothing. */
  readonly needs: string;
}

/** One portrait, video or trailer: what there is of it, how far the next one is, and what can be done. */
export function CastCard({ studio, order, name, url, posterUrl, jobs, needs }: CastCardProps) {
  const { busy, wrong, ask } = useAsk();
  const { kind } = order;
  const key = keyOf(order);
  const view = cardView({
    url,
    told: jobs.find((job) => job.kind === kind),
    followed: studio.jobs.value.get(key),
    serverNowMs: studio.serverNow.value,
  });
  const { making, failed } = view;
  const title = words.nameOf[kind](name);
  const refusal = wrong || (studio.refusals.value.get(key) ?? "");
  const steer = (jobId: string, how: "cancel" | "retry") => ask(() => studio.steer(jobId, how, order));
  return (
    <section class={`cast-card ${kind}`} aria-label={title}>
      <div class="stage" aria-busy={making !== null}>
        <span class="kind">{words.kinds[kind]}</span>
        <CastMedia kind={kind} url={view.url} posterUrl={posterUrl} title={title} />
        {making !== null && (
          <div class="making">
            <span class="spinner" />
            <p role="status">{making.words}</p>
            <progress aria-label={title} {...(making.share === null ? {} : { value: making.share })} max={1} />
          </div>
        )}
      </div>
      {failed !== null && making === null && <p class="wrong">{failed.reason}</p>}
      {making === null && view.url === null && failed === null && needs !== "" && <p class="lead">{needs}</p>}
      {refusal !== "" && (
        <p class="wrong" role="alert">
          {refusal}
        </p>
      )}
      <div class="cast-actions">
        {making === null && failed !== null && (
          <CardButton label={words.retry} of={title} busy={busy} press={() => steer(failed.jobId, "retry")} />
        )}
        {failed === null && needs === "" && (
          <CardButton
            label={view.url === null ? words.generate : words.again}
            of={title}
            busy={making !== null}
            press={() => studio.order(order)}
          />
        )}
        {making !== null && making.jobId !== null && (
          <CardButton label={words.cancel} of={title} busy={busy} press={() => steer(making.jobId ?? "", "cancel")} />
        )}
      </div>
    </section>
  );
}

interface CardButtonProps {
  readonly label: string;
  /** Read out behind the label: there are many buttons of the same words. */
  readonly of: string;
  readonly busy: boolean;
  press(): void;
}

const CardButton = ({ label, of, busy, press }: CardButtonProps) => (
  <button type="button" aria-disabled={busy} onClick={press}>
    {label}
    <span class="visually-hidden"> {of}</span>
  </button>
);
