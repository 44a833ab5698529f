import { batch, effect, type ReadonlySignal, signal } from "@preact/signals";
import { ObjectName } from "../../contract/messages.ts";
import type { Stage } from "../scene/stage.ts";
import { ApiRefused } from "../session/api.ts";
import { randomLabel } from "../session/random-label.ts";
import type { Session } from "../session/session.ts";
import type { Travel } from "../session/travel.ts";
import { uploadPicture } from "../session/upload.ts";
import { notify } from "../ui/notices.ts";
import { sentenceOf } from "../ui/sentence-of.ts";
import { texts } from "../ui/texts.ts";
import { freeSpot } from "./free-spot.ts";
import { generateModel } from "./model-door.ts";
import { type OrderModel, type OrderStage, startOrdering } from "./ordering.ts";

interface Wrong {
  readonly field: "picture" | "name";
  readonly sentence: string;
}

const isAboutPicture = (error: unknown): boolean =>
  error instanceof ApiRefused && (error.code === "unsupported_image" || error.code === "unsupported_url");

/** What the player makes a model from, and how far that is. All of it outlives the dialog. */
export class ModelFeature {
  readonly #order: OrderModel;
  readonly #session: Session;
  readonly #scene: Stage;
  readonly #stage = signal<OrderStage | null>(null);
  readonly #wrong = signal<Wrong | null>(null);
  readonly #isOpen = signal(false);
  readonly picture = signal<File | null>(null);
  readonly name = signal("");
  readonly isOpen: ReadonlySignal<boolean> = this.#isOpen;
  /** What is being done just now, or null. */
  readonly stage: ReadonlySignal<OrderStage | null> = this.#stage;
  readonly wrong: ReadonlySignal<Wrong | null> = this.#wrong;

  constructor(session: Session, travel: Travel, stage: Stage) {
    this.#session = session;
    this.#scene = stage;
    this.#order = startOrdering({ upload: uploadPicture, generate: generateModel, place: this.stand, randomLabel });
    effect(() => {
      if (travel.trip.value !== null) this.close();
    });
  }

  readonly open = (): void => {
    this.#isOpen.value = true;
  };

  readonly close = (): void => {
    this.#isOpen.value = false;
  };

  /** Stands an own model, made or being made, before the player. @throws Refused by the room */
  readonly stand = (jobId: string): Promise<unknown> => {
    const standing = [...this.#session.exhibits.peek(), ...this.#session.portals.peek()];
    return this.#session.request("place_exhibit", { jobId, ...freeSpot(this.#scene.spotAhead, standing) });
  };

  /** The player changed something: what was wrong may not be wrong any more. */
  readonly forgive = (): void => {
    this.#wrong.value = null;
  };

  /** Orders what is chosen. Leaving the dialog does not stop it; what goes wrong then is told as a notice. */
  readonly submit = async (): Promise<void> => {
    if (this.#stage.peek() !== null) return;
    const picture = this.picture.peek();
    if (picture === null) return this.#refuse("picture", texts.picture.none);
    const name = ObjectName.safeParse(this.name.peek());
    if (!name.success) return this.#refuse("name", name.error.issues[0]?.message ?? "");
    this.#wrong.value = null;
    try {
      await this.#order(picture, name.data, (stage) => {
        this.#stage.value = stage;
      });
      this.#finish(picture);
    } catch (error) {
      const sentence = sentenceOf(error, texts.create.unanswered);
      if (!this.#isOpen.peek()) notify(texts.create.failedBehind(name.data, sentence), "bad");
      this.#refuse(isAboutPicture(error) ? "picture" : "name", sentence);
    } finally {
      this.#stage.value = null;
    }
  };

  /** What was chosen for the next one meanwhile stays. */
  #finish(ordered: File): void {
    batch(() => {
      this.close();
      if (this.picture.peek() !== ordered) return;
      this.picture.value = null;
      this.name.value = "";
    });
  }

  #refuse(field: Wrong["field"], sentence: string): void {
    this.#wrong.value = { field, sentence };
  }
}
