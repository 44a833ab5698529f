import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** What stands between a server and its database, and can be shut in the two ways in which a network does it. */
export interface TcpGate {
  readonly port: number;
  /** Connections break, and new ones are refused. */
  refuse(): Promise<void>;
  /** Connections stand, new ones are taken, and nothing comes through. */
  hang(): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
}

export async function openTcpGate(target: { readonly host: string; readonly port: number }): Promise<TcpGate> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let isHanging = false;
  const server = createServer((near) => {
    const far = connect(target);
    const pair = [near, far] as const;
    pairs.add(pair);
    pass(near, far);
    pass(far, near);
    if (isHanging) hold(pair);
    for (const [end, other] of [pair, [far, near] as const]) {
      end.on("error", alsoCloses);
      end.on("close", () => {
        other.destroy();
        pairs.delete(pair);
      });
    }
  });

  async function listen(port: number): Promise<number> {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("A TCP server has a port.");
    return address.port;
  }

  async function shut(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const [near] of pairs) near.destroy();
    await closed;
  }

  const port = await listen(0);
  return {
    port,
    refuse: shut,
    async hang() {
      isHanging = true;
      pairs.forEach(hold);
    },
    async open() {
      isHanging = false;
      for (const pair of pairs) for (const end of pair) end.resume();
      if (!server.listening) await listen(port);
    },
    close: shut,
  };
}

/** Not by `pipe`, which would resume what is held. */
function pass(from: Socket, to: Socket): void {
  from.on("data", (chunk) => to.write(chunk));
}

const hold = (pair: readonly [Socket, Socket]): void => {
  for (const end of pair) end.pause();
};

/** An error of a socket is followed by its close, which ends the other one too. */
function alsoCloses(): void {}
