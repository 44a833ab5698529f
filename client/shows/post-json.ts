/** @throws what `fetch` throws */
export const postJson = (path: string, body: object, method: "POST" | "PATCH" = "POST"): Promise<Response> =>
  fetch(path, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
