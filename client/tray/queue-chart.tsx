import { texts } from "../ui/texts.ts";
import { kindWord } from "./entry-words.ts";
import { COLUMNS, type QueueColumn, type QueueStrip } from "./queue-strips.ts";

const words = texts.tray.queue;
/** From below upwards in a column. */
const layers = ["done", "failed", "cancelled", "running", "waiting"] as const;
const HEIGHT = 40;
/** A column this high is the least that fills a strip: one task alone is no tower. */
const FULL_AT_LEAST = 4;

/** The queue, drawn: each kind's last hour, from left to right, with what waits, runs, was done and failed. */
export function QueueChart({ strips }: { readonly strips: readonly QueueStrip[] }) {
  if (strips.length === 0) return null;
  return (
    <section class="queue" aria-label={words.title}>
      <header>
        <h3 class="queue-title">{words.title}</h3>
        <p class="legend" aria-hidden="true">
          {layers.map((layer) => (
            <span key={layer} class={layer}>
              {words.legend[layer]}
            </span>
          ))}
        </p>
      </header>
      <ul>
        {strips.map((strip) => (
          <Strip key={strip.kind} strip={strip} />
        ))}
      </ul>
      <p class="axis" aria-hidden="true">
        <span>{words.axis.from}</span>
        <span>{words.axis.to}</span>
      </p>
    </section>
  );
}

function Strip({ strip: { kind, columns, counts } }: { readonly strip: QueueStrip }) {
  const said = (["running", "waiting", "done", "failed", "cancelled"] as const)
    .filter((what) => counts[what] > 0)
    .map((what) => words[what](counts[what]))
    .join(" · ");
  const name = kindWord(kind);
  const highest = Math.max(FULL_AT_LEAST, ...columns.map(heightOf));
  return (
    <li>
      <p class="kind">
        <span>{name}</span>
        <span class="counts">{said}</span>
      </p>
      <svg
        viewBox={`0 0 ${COLUMNS} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.chart(name, said)}
      >
        {columns.flatMap((column, x) => stacked(column, x, HEIGHT / highest))}
      </svg>
    </li>
  );
}

const heightOf = (column: QueueColumn): number => layers.reduce((sum, layer) => sum + column[layer], 0);

function stacked(column: QueueColumn, x: number, unit: number) {
  let top = HEIGHT;
  return layers
    .filter((layer) => column[layer] > 0)
    .map((layer) => {
      const height = column[layer] * unit;
      top -= height;
      return <rect key={`${x} ${layer}`} class={layer} x={x + 0.1} y={top} width={0.8} height={height} />;
    });
}
