import { describe, expect, test } from "vitest";
import type { ModelOrder } from "../../client/models/model-door.ts";
import { type OrderStage, startOrdering } from "../../client/models/ordering.ts";

const picture = (name: string) => new File(["picture"], name);

/** Steps that note what is asked of them; the next call of a step that is named in `failing` fails. */
function steps() {
  const asked: string[] = [];
  const orders: { order: ModelOrder; key: string }[] = [];
  const failing = new Set<string>();
  const attempt = (step: string) => {
    asked.push(step);
    if (failing.delete(step)) throw new Error(`${step} failed`);
  };
  let labels = 0;
  const order = startOrdering({
    async upload({ name }, onProgress) {
      attempt("upload");
      onProgress(0.5);
      return { url: `/assets/${name}` };
    },
    async generate(sent, key) {
      orders.push({ order: sent, key });
      attempt("generate");
      return { job_id: `job of ${key}` };
    },
    async place(jobId) {
      attempt(`place ${jobId}`);
    },
    randomLabel: () => `label${++labels}`,
  });
  return { order, asked, orders, failing };
}
const ignore = () => undefined;

describe("ordering a model", () => {
  test("sends the picture, orders by its address here, and places what comes of it", async () => {
    const { order, asked, orders } = steps();
    const stages: OrderStage[] = [];
    await order(picture("a.png"), "Teapot", (stage) => stages.push(stage));
    expect(asked).toEqual(["upload", "generate", "place job of label2"]);
    expect(orders).toEqual([
      {
        order: { sessionId: "label1", iteration: 1, targetObject: "Teapot", imageUrl: "/assets/a.png" },
        key: "label2",
      },
    ]);
    expect(stages).toEqual([
      { kind: "sending", share: 0 },
      { kind: "sending", share: 0.5 },
      { kind: "ordering" },
      { kind: "placing" },
    ]);
  });

  test("counts on: every model of this page is the next iteration of the same label, under a key of its own", async () => {
    const { order, orders } = steps();
    const teapot = picture("a.png");
    await order(teapot, "Teapot", ignore);
    await order(teapot, "Teapot", ignore);
    expect(orders.map(({ order: { sessionId, iteration } }) => [sessionId, iteration])).toEqual([
      ["label1", 1],
      ["label1", 2],
    ]);
    expect(new Set(orders.map(({ key }) => key)).size).toBe(2);
  });
});

describe("after an error", () => {
  test("of the sending nothing was ordered, and it is sent again", async () => {
    const { order, asked, failing } = steps();
    failing.add("upload");
    const teapot = picture("a.png");
    await expect(order(teapot, "Teapot", ignore)).rejects.toThrow("upload failed");
    await order(teapot, "Teapot", ignore);
    expect(asked).toEqual(["upload", "upload", "generate", "place job of label2"]);
  });

  test("of the ordering the same order goes out under the same key, without the picture being sent again", async () => {
    const { order, asked, orders, failing } = steps();
    failing.add("generate");
    const teapot = picture("a.png");
    await expect(order(teapot, "Teapot", ignore)).rejects.toThrow("generate failed");
    await order(teapot, "Teapot", ignore);
    expect(asked).toEqual(["upload", "generate", "generate", "place job of label2"]);
    expect(orders[1]).toEqual(orders[0]);
  });

  test("of the placing nothing is made anew", async () => {
    const { order, asked, failing } = steps();
    failing.add("place job of label2");
    const teapot = picture("a.png");
    await expect(order(teapot, "Teapot", ignore)).rejects.toThrow("place");
    await order(teapot, "Teapot", ignore);
    expect(asked).toEqual(["upload", "generate", "place job of label2", "place job of label2"]);
  });

  test("another name is another order, of the picture that was sent already", async () => {
    const { order, asked, orders, failing } = steps();
    failing.add("generate");
    const teapot = picture("a.png");
    await expect(order(teapot, "Teapot", ignore)).rejects.toThrow();
    await order(teapot, "Kettle", ignore);
    expect(asked).toEqual(["upload", "generate", "generate", "place job of label3"]);
    expect(orders[1]?.key).not.toBe(orders[0]?.key);
  });

  test("another picture is sent", async () => {
    const { order, asked } = steps();
    await order(picture("a.png"), "Teapot", ignore);
    await order(picture("b.png"), "Teapot", ignore);
    expect(asked.filter((step) => step === "upload")).toHaveLength(2);
  });
});
