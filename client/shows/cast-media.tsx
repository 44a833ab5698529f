import type { CastKind } from "../../contract/shows.ts";
import { texts } from "../ui/texts.ts";

interface CastMediaProps {
  readonly kind: CastKind;
  readonly url: string | null;
  readonly posterUrl: string | null;
  readonly title: string;
}

/** The picture, or the film with the browser's own controls; its poster comes with it, the film when it is played. */
export function CastMedia({ kind, url, posterUrl, title }: CastMediaProps) {
  if (url === null) return <p class="nothing">{texts.studio.card.none[kind]}</p>;
  if (kind === "portrait") return <img src={url} alt={title} loading="lazy" />;
  return (
    <video
      key={url}
      src={url}
      {...(posterUrl === null ? {} : { poster: posterUrl })}
      aria-label={title}
      controls
      playsInline
      loop={kind === "video"}
      preload={posterUrl === null ? "metadata" : "none"}
    />
  );
}
