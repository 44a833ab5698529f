import type { ShowSummary } from "../../contract/shows.ts";
import { texts } from "../ui/texts.ts";

const words = texts.studio.library;

interface ShowCardProps {
  readonly show: ShowSummary;
  onOpen(): void;
}

/** A show in the Library: up to four faces, how much of it there is, and whether something is being made. */
export function ShowCard({ show, onOpen }: ShowCardProps) {
  const { title, logline, characterCount, portraitCount, videoCount, activeCount, portraitUrls, trailerUrl } = show;
  return (
    <li>
      <button type="button" class="show-card" onClick={onOpen}>
        <span class="faces" data-count={portraitUrls.length}>
          {portraitUrls.slice(0, 4).map((url) => (
            <img key={url} src={url} alt="" loading="lazy" />
          ))}
        </span>
        <span class="show-words">
          <strong>{title}</strong>
          <span class="logline">{logline}</span>
          <span class="counts">
            {words.counts(characterCount, portraitCount, videoCount)}
            {trailerUrl !== null && ` · ${words.trailer}`}
          </span>
          {activeCount > 0 && (
            <span class="activity">
              <span class="spinner" /> {texts.studio.making(activeCount)}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
