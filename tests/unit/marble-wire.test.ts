import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outputOf } from "../../server/providers/marble/output.ts";
import { Operation, sentenceOfDetail, World, WorldList } from "../../server/providers/marble/wire.ts";

const splats = { spz_urls: { "100k": "https://cdn/100k.spz" } };

describe("an operation", () => {
  test.each([
    ["under its name", { operation_id: "op1", done: false }, { operation_id: "op1" }],
    ["under the plain name", { id: "op1", done: false }, { operation_id: null, id: "op1" }],
    ["with the world's id in its metadata", { metadata: { world_id: "w1" } }, { metadata: { world_id: "w1" } }],
    ["with a snapshot of the world", { response: { world_id: "w1" } }, { response: { worldId: "w1" } }],
    ["with the quickstart's `id` in the snapshot", { response: { id: "w1" } }, { response: { worldId: "w1" } }],
    ["with nulls everywhere", { done: true, error: null, metadata: null, response: null }, { done: true, error: null }],
    ["with an integer code", { error: { code: 13, message: "Oh" } }, { error: { code: 13, message: "Oh" } }],
    ["with a code in words", { error: { code: "INTERNAL" } }, { error: { code: "INTERNAL" } }],
    ["with a bare text for its error", { error: "It broke." }, { error: { message: "It broke." } }],
    [
      "with empty ids",
      { operation_id: "", metadata: { world_id: "" } },
      { operation_id: null, metadata: { world_id: null } },
    ],
    ["with progress nobody promised", { metadata: { progress: 7, x: [] } }, { metadata: { world_id: null } }],
    ["with a response of another kind", { done: true, response: ["no", "world"] }, { done: true, response: null }],
  ])("is read %s", (_what, body, expected) => {
    expect(Operation.parse(body)).toMatchObject(expected);
  });

  test.each([
    ["nothing", undefined],
    ["a text", "upstream connect error"],
    ["a list", []],
    ["whether it is done in words", { operation_id: "op1", done: "no" }],
    ["an error that is a number", { done: true, error: 13 }],
  ])("is not read from %s", (_what, body) => {
    expect(Operation.safeParse(body).success).toBe(false);
  });
});

describe("a world", () => {
  test.each([
    ["bare", { world_id: "w1" }, "w1"],
    ["bare, with the plain name of its id", { id: "w1" }, "w1"],
    ["wrapped", { world: { world_id: "w1" } }, "w1"],
    ["wrapped, with the plain name of its id", { world: { id: "w1" } }, "w1"],
    ["with both names", { world_id: "w1", id: "row 7" }, "w1"],
    ["with an empty name", { world_id: "", id: "w1" }, "w1"],
    ["without any", { display_name: "Harbour" }, null],
  ])("is read %s", (_what, body, worldId) => {
    expect(World.parse(body).worldId).toBe(worldId);
  });

  test.each([
    ["its thumbnail", { thumbnail_url: 7 }],
    ["its pano", { imagery: { pano_url: ["a"] } }],
    ["its imagery", { imagery: "none" }],
    ["its mesh", { mesh: [] }],
    ["its caption", { caption: { text: "A harbour" } }],
    ["its scale", { splats: { ...splats, semantics_metadata: { metric_scale_factor: "1.0" } } }],
    ["a tier", { splats: { spz_urls: { ...splats.spz_urls, "500k": { url: "x" } } } }],
  ])("can be entered although %s cannot be read", (_what, assets) => {
    const world = World.parse({ world_id: "w1", tags: "none", assets: { splats, ...assets } });
    expect(outputOf(world, null)?.files).toEqual([
      { role: "splats:100k", url: "https://cdn/100k.spz", required: true, hash: null, ext: null },
    ]);
  });
});

describe("a list of worlds", () => {
  test("holds bare and wrapped ones, and those that cannot be read cost only themselves", () => {
    const body = { worlds: [{ world_id: "w1", tags: ["ours"] }, null, 7, { world: { id: "w2" } }, { tags: [1] }] };
    const { worlds } = WorldList.parse({ ...body, next_page_token: 7 });
    expect(worlds.map((world) => world?.worldId)).toEqual(["w1", undefined, undefined, "w2", null]);
    expect(worlds[0]?.tags).toEqual(["ours"]);
  });
  test.each([{}, { worlds: null }, { worlds: {} }, []])(
    "is not read from %j: none at all would mean never made",
    (body) => {
      expect(WorldList.safeParse(body).success).toBe(false);
    },
  );
});

describe("a world's output", () => {
  const full = {
    world_id: "w1",
    display_name: "Harbour",
    world_marble_url: "https://marble.worldlabs.ai/worlds/w1",
    assets: {
      caption: "A foggy harbour",
      thumbnail_url: "https://cdn/t.webp",
      imagery: { pano_url: "https://cdn/p.png" },
      mesh: { collider_mesh_url: "https://cdn/c.glb" },
      splats: {
        spz_urls: { full_res: "https://cdn/f.spz", "500k": "https://cdn/500k.spz", "100k": "https://cdn/100k.spz" },
        semantics_metadata: { metric_scale_factor: 1.5, ground_plane_offset: -0.2 },
      },
    },
  };
  const files = (body: object) =>
    outputOf(World.parse(body), null)?.files.map(({ role, required }) => (required ? `${role}!` : role));

  test("lists what is kept, the smallest tier first and required, and leaves the largest out", () => {
    expect(files(full)).toEqual(["splats:100k!", "splats:500k", "collider", "pano", "thumbnail"]);
  });
  test("carries the facts, with the address corrected", () => {
    expect(outputOf(World.parse(full), null)?.facts).toEqual({
      worldId: "w1",
      displayName: "Harbour",
      url: "https://marble.worldlabs.ai/world/w1",
      caption: "A foggy harbour",
      metricScaleFactor: 1.5,
      groundPlaneOffset: -0.2,
    });
  });
  test("takes the largest tier where there is no other", () => {
    const only = { ...full, assets: { splats: { spz_urls: { full_res: "https://cdn/f.spz", "100k": null } } } };
    expect(files(only)).toEqual(["splats:full_res!"]);
  });
  test("goes without what is null or absent, and makes an address where none was sent", () => {
    const bare = { id: "w1", assets: { thumbnail_url: null, imagery: null, splats } };
    expect(files(bare)).toEqual(["splats:100k!"]);
    expect(outputOf(World.parse(bare), null)?.facts).toMatchObject({
      url: "https://marble.worldlabs.ai/world/w1",
      metricScaleFactor: null,
    });
  });
  test("belongs to the world that was asked for where the record names none", () => {
    expect(outputOf(World.parse({ assets: { splats } }), "w9")?.facts.worldId).toBe("w9");
    expect(outputOf(World.parse({ assets: { splats } }), null)).toBeNull();
  });
  test.each([{}, { assets: null }, { assets: { splats: null } }, { assets: { splats: { spz_urls: {} } } }])(
    "is none while there are no splats: %j",
    (unfinished) => {
      expect(outputOf(World.parse({ world_id: "w1", ...unfinished }), null)).toBeNull();
    },
  );
});

describe("the sentence of a refusal", () => {
  const missing = { loc: ["body", "world_prompt", 0], msg: "Field required", type: "missing" };
  test.each([
    ["a text", { detail: "Bad image." }, "Bad image."],
    ["a list", { detail: [missing, { msg: "Too long" }] }, "world_prompt.0: Field required; Too long"],
    ["a list of nothing", { detail: [] }, "fallback"],
    ["a list of nulls for words", { detail: [{ loc: null, msg: null }] }, "fallback"],
    ["an object", { detail: { msg: "x" } }, "fallback"],
    ["spaces", { detail: "  " }, "fallback"],
    ["nothing", {}, "fallback"],
    ["no JSON", undefined, "fallback"],
  ])("comes from %s", (_what, body, expected) => {
    expect(sentenceOfDetail(body, "fallback")).toBe(expected);
  });
  test("is never longer than a person reads", () => {
    expect(sentenceOfDetail({ detail: "x".repeat(5_000) }, "fallback")).toHaveLength(400);
  });
});

describe("whatever JSON comes", () => {
  const anything = fc.jsonValue({ maxDepth: 2 });
  /** Mostly what Marble sends in this place, and now and then something else. */
  const mostly = (usual: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: anything });
  const some = (fields: Record<string, fc.Arbitrary<unknown>>) => mostly(fc.record(fields, { requiredKeys: [] }));
  const tiers = mostly(fc.dictionary(fc.constantFrom("100k", "500k", "full_res", "new"), mostly(fc.webUrl())));
  const assets = some({
    caption: anything,
    thumbnail_url: mostly(fc.webUrl()),
    imagery: some({ pano_url: anything }),
    splats: some({ spz_urls: tiers, semantics_metadata: some({ metric_scale_factor: anything }) }),
  });
  const world = some({ world_id: mostly(fc.string()), id: anything, tags: anything, assets, world: anything });
  const error = some({ code: anything, message: anything });
  const operation = some({ operation_id: anything, done: fc.boolean(), error, metadata: anything, response: world });

  test("reading it throws nothing, and gives output only with a world's id and a required file", () => {
    fc.assert(
      fc.property(world, fc.option(fc.string()), (body, worldId) => {
        const parsed = World.safeParse(body);
        if (!parsed.success) return;
        const output = outputOf(parsed.data, worldId);
        if (output === null) return;
        expect(output.facts.worldId).toEqual(expect.stringMatching(/./s));
        expect(output.files.filter(({ required }) => required)).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });
  test("an operation and a list are read or turned down, and a refusal always has a sentence", () => {
    fc.assert(
      fc.property(fc.oneof(operation, anything), fc.array(world), anything, (body, worlds, detail) => {
        Operation.safeParse(body);
        expect(WorldList.parse({ worlds }).worlds).toHaveLength(worlds.length);
        expect(sentenceOfDetail({ detail }, "fallback")).toEqual(expect.stringMatching(/\S/));
      }),
      { numRuns: 500 },
    );
  });
});
