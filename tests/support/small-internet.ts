import { once } from "node:events";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { Server as NetServer } from "node:net";
import { z } from "zod";
import type { Network } from "../../server/files/network.ts";
import { selfSignedCertificate } from "./certificate.ts";

type Serve = (request: IncomingMessage, response: ServerResponse) => void;

/** A host on the loopback network, serving https. */
interface Host {
  /** How many connections came, whether or not anything was asked over it. */
  connections(): number;
  readonly asked: { readonly host: string; readonly path: string; readonly headers: IncomingHttpHeaders }[];
  put(path: string, what: Uint8Array | Serve): void;
}

/** What names lead to; several answers are given in turn, the last one from then on. */
type Names = Map<string, (readonly string[])[]>;

/**
 * An internet in which 127.0.0.2 is all that is public. At 127.0.0.1, on the same port and with the same good
 * certificate, stands a server that nobody may reach.
 */
export interface SmallInternet {
  readonly network: Network;
  readonly open: Host;
  readonly inner: Host;
  /** The names that were looked up, in turn. */
  readonly lookedUp: string[];
  lead(name: string, ...answers: (readonly string[])[]): void;
  /** The network as it is now, for `networkFrom` in another process. */
  written(): string;
  close(): Promise<void>;
}

export const PUBLIC = "127.0.0.2";

export async function startSmallInternet(): Promise<SmallInternet> {
  const certificate = selfSignedCertificate(["pictures.example", "*.pictures.example", "localhost"]);
  const names: Names = new Map();
  const lookedUp: string[] = [];
  const { servers, hosts, port } = await listenAlike([PUBLIC, "127.0.0.1"], certificate);
  const [open, inner] = hosts;
  if (open === undefined || inner === undefined) throw new Error("a host is missing");
  return {
    network: networkOf({ names, port, ca: certificate.cert }, lookedUp),
    open,
    inner,
    lookedUp,
    lead: (name, ...answers) => void names.set(name, answers),
    written: () => JSON.stringify({ names: [...names], port, ca: certificate.cert }),
    async close() {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

const Written = z.object({
  names: z.array(z.tuple([z.string(), z.array(z.array(z.string()))])).transform((entries): Names => new Map(entries)),
  port: z.int(),
  ca: z.string(),
});

/** The network of a small internet that another process has. */
export const networkFrom = (written: string): Network => networkOf(Written.parse(JSON.parse(written)), []);

const networkOf = ({ names, port, ca }: z.infer<typeof Written>, lookedUp: string[]): Network => ({
  async resolve(name) {
    lookedUp.push(name);
    const answers = names.get(name) ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer !== undefined) return answer;
    throw Object.assign(new Error(`nobody is called ${name}`), { code: "ENOTFOUND" });
  },
  isPublic: (address) => address === PUBLIC,
  port,
  ca,
});

export function portOf(server: NetServer): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return address.port;
}

/** One port that is free on all these addresses. */
async function listenAlike(addresses: readonly string[], certificate: { cert: string; key: string }) {
  for (;;) {
    const servers: Server[] = [];
    const hosts: Host[] = [];
    let port = 0;
    try {
      for (const address of addresses) {
        const { server, host } = createHost(certificate);
        servers.push(server);
        hosts.push(host);
        server.listen(port, address);
        await once(server, "listening");
        port = portOf(server);
      }
      return { servers, hosts, port };
    } catch (error) {
      for (const server of servers) server.close();
      if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    }
  }
}

function createHost(certificate: { cert: string; key: string }): { server: Server; host: Host } {
  const files = new Map<string, Uint8Array | Serve>();
  let connections = 0;
  const asked: Host["asked"] = [];
  const server = createServer(certificate, (request, response) => {
    const { url: path = "", headers } = request;
    asked.push({ host: headers.host ?? "", path, headers });
    const what = files.get(path);
    if (what === undefined) response.writeHead(404).end("gone");
    else if (typeof what === "function") what(request, response);
    else response.end(what);
  });
  server.on("connection", () => connections++);
  return { server, host: { connections: () => connections, asked, put: (path, what) => void files.set(path, what) } };
}
