import { useId } from "preact/hooks";
import { EXHIBIT_SCALE_MAX, EXHIBIT_SCALE_MIN } from "../../contract/limits.ts";
import { hasFingersOnly } from "../ui/device.ts";
import { texts } from "../ui/texts.ts";
import { type Adjusting, adjusting } from "./adjusting.ts";
import type { ExhibitFeature } from "./exhibit-feature.ts";
import { exhibitName } from "./exhibit-words.ts";
import { MODEL_SIZE } from "./scene/exhibit-measures.ts";
import { isPictureKind, pictureBox } from "./scene/picture-measures.ts";

const words = texts.adjust;
/** Placing an own exhibit: it stays in sight and is drawn as it would stand; the room is asked once, when it is done. */
export function AdjustBar({ exhibits }: { readonly exhibits: ExhibitFeature }) {
  const current = adjusting.value;
  const exhibit = exhibits.placed.value;
  if (current === null || exhibit === null) return null;
  const change = (next: Partial<Adjusting>) => {
    adjusting.value = { ...current, ...next };
  };
  const [busy, wrong] = [exhibits.isSettling.value, exhibits.refusal.value];
  const carriedHint = hasFingersOnly ? words.carriedByFinger : words.carried;
  return (
    <section class="adjust panel" aria-label={words.title(exhibitName(exhibit))}>
      <header>
        <h3>{words.title(exhibitName(exhibit))}</h3>
        <p class="told" role="status">
          {current.isCarried ? carriedHint : words.standing}
        </p>
      </header>
      <button type="button" aria-pressed={current.isCarried} onClick={() => change({ isCarried: !current.isCarried })}>
        {words.carry}
      </button>
      <Slider
        label={words.turn}
        value={Math.round((current.turn * 180) / Math.PI)}
        min={-180}
        max={180}
        step={5}
        told={words.degrees}
        onChange={(degrees) => change({ turn: (degrees * Math.PI) / 180 })}
      />
      <Slider
        label={words.size}
        value={Math.log10(current.scale)}
        min={Math.log10(EXHIBIT_SCALE_MIN)}
        max={Math.log10(EXHIBIT_SCALE_MAX)}
        step={0.02}
        told={(power) => words.metres(heightAtFirst(exhibit.kind) * 10 ** power)}
        onChange={(power) => change({ scale: within(10 ** power) })}
      />
      <div class="actions">
        <button type="button" class="primary" aria-disabled={busy} onClick={exhibits.setDown}>
          {busy ? words.saving : words.done}
        </button>
        <button type="button" onClick={exhibits.putBack}>
          {words.back}
        </button>
      </div>
      {wrong !== "" && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
    </section>
  );
}

/** What scale 1 fits into, in metres. */
const heightAtFirst = (kind: string): number => (isPictureKind(kind) ? pictureBox(kind).height : MODEL_SIZE);

const within = (scale: number): number => Math.min(Math.max(scale, EXHIBIT_SCALE_MIN), EXHIBIT_SCALE_MAX);

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value as it is shown and read out. */
  told(value: number): string;
  onChange(value: number): void;
}

function Slider({ label, value, told, onChange, ...range }: SliderProps) {
  const id = useId();
  return (
    <div class="slider">
      <label for={id}>{label}</label>
      <input
        type="range"
        id={id}
        {...range}
        value={value}
        aria-valuetext={told(value)}
        onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
        // Keys are for walking again once the mouse lets go of it.
        onPointerUp={(event) => event.currentTarget.blur()}
      />
      <output for={id}>{told(value)}</output>
    </div>
  );
}
