import type { Answer, SandboxRequest } from "./exchange.ts";

export type Handler = (request: SandboxRequest) => Answer | Promise<Answer>;

/**
 * One line of the routing table. `path` is matched segment by segment: `{name}` takes anything but nothing, and a last
 * segment `**` all that is left. The first line that fits is taken, so `**` and the method `*` belong at the end.
 */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | "*";
  readonly path: string;
  /** How many bytes of a body are read, where it is not the usual number. */
  readonly maxBodyBytes?: number;
  readonly handle: Handler;
}

type Match =
  | { readonly found: "route"; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly found: "path"; readonly methods: readonly string[] }
  | { readonly found: "nothing" };

/** Finds the route for a request, or says whether at least its path exists (the difference between 405 and 404). */
export function matchRoute(routes: readonly Route[], method: string, path: string): Match {
  const onPath = routes.flatMap((route) => {
    const params = matchPath(route.path, path);
    return params === undefined ? [] : [{ route, params }];
  });
  const hit = onPath.find(({ route }) => route.method === method || route.method === "*");
  if (hit !== undefined) return { found: "route", ...hit };
  if (onPath.length > 0) return { found: "path", methods: onPath.map(({ route }) => route.method) };
  return { found: "nothing" };
}

function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.at(-1) === "**") {
    const kept = wanted.length - 1;
    return given.length > kept ? matchPath(wanted.slice(0, kept).join("/"), given.slice(0, kept).join("/")) : undefined;
  }
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = decodeSegment(given[index] ?? "");
    if (segment.startsWith("{") && segment.endsWith("}")) {
      if (value === undefined || value === "") return undefined;
      params[segment.slice(1, -1)] = value;
    } else if (segment !== value) return undefined;
  }
  return params;
}

/** Undefined for broken percent-encoding, which then matches no route. */
function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
