import { expect, test } from "vitest";
import { readConfig } from "../../server/config.ts";
import { webhookOrigin } from "../../server/providers/replicate/webhook-address.ts";

const at = (address: string) => ({ address, family: "IPv4", port: 2567 });
const https = { PUBLIC_URL: "https://waygate.example" };
const real = { REPLICATE_API_TOKEN: "r8_x" };
const apart = { REPLICATE_BASE_URL: "http://127.0.0.1:2568/v1" };

test.each([
  ["the real one, by the public address", { ...real, ...https }, at("::"), "https://waygate.example"],
  ["not by one that is plain http", { ...real, PUBLIC_URL: "http://waygate.example" }, at("::"), null],
  ["not without a public address", real, at("::"), null],
  ["the sandbox, by loopback", {}, at("::"), "http://127.0.0.1:2567"],
  ["the sandbox, by loopback although there is a public address", https, at("0.0.0.0"), "http://127.0.0.1:2567"],
  ["the sandbox, at the address that is listened on", {}, at("192.168.1.5"), "http://192.168.1.5:2567"],
  ["the sandbox, at an IPv6 address", {}, at("::1"), "http://[::1]:2567"],
  ["not before anybody listens", {}, null, null],
  ["not over a pipe", {}, "/tmp/pipe", null],
  ["a sandbox that runs apart", apart, at("::"), "http://127.0.0.1:2567"],
  ["whoever speaks for it elsewhere, not by loopback", { REPLICATE_BASE_URL: "http://10.0.0.1/v1" }, at("::"), null],
] as const)("webhooks reach us: %s", (_who, environment, listening, origin) => {
  expect(webhookOrigin(readConfig(environment), listening)).toBe(origin);
});
