import { describe, expect, test } from "vitest";
import { isPublicAddress } from "../../server/files/public-address.ts";

describe("an address on the public internet", () => {
  test.each([
    "1.1.1.1",
    "93.184.215.14",
    "172.15.255.255",
    "172.32.0.1",
    "2606:4700::1111",
    "2a00:1450:4001:81b::200e",
  ])("%s", (address) => expect(isPublicAddress(address)).toBe(true));
});

describe("an address that leads elsewhere", () => {
  test.each([
    ["this machine", "127.0.0.1"],
    ["this machine, by another of its addresses", "127.255.255.254"],
    ["this machine, over IPv6", "::1"],
    ["any address of this machine", "0.0.0.0"],
    ["any address of this machine, over IPv6", "::"],
    ["the link, and the clouds' metadata", "169.254.169.254"],
    ["the link, over IPv6", "fe80::1"],
    ["the link, over a named interface", "fe80::1%eth0"],
    ["a private network", "10.1.2.3"],
    ["a private network", "172.16.0.1"],
    ["a private network", "172.31.255.255"],
    ["a private network", "192.168.1.1"],
    ["a private network, over IPv6", "fd00:ec2::254"],
    ["a site, as it was once done", "fec0::1"],
    ["a provider's own network", "100.64.0.1"],
    ["a provider's own network, where a cloud keeps its metadata", "100.100.100.200"],
    ["a protocol's own network", "192.0.0.192"],
    ["a network for measuring", "198.18.0.1"],
    ["a network for examples", "203.0.113.7"],
    ["a network for examples, over IPv6", "2001:db8::1"],
    ["a network for examples, over IPv6", "3fff::1"],
    ["everybody", "255.255.255.255"],
    ["a group", "224.0.0.1"],
    ["a group, over IPv6", "ff02::1"],
    ["nobody yet", "240.0.0.1"],
    ["nobody yet, over IPv6", "4000::1"],
    ["this machine, mapped into IPv6", "::ffff:127.0.0.1"],
    ["this machine, mapped into IPv6, in hex", "::ffff:7f00:1"],
    ["a public address, mapped into IPv6", "::ffff:1.1.1.1"],
    ["this machine, translated into IPv6", "::ffff:0:127.0.0.1"],
    ["this machine, compatible with IPv6", "::127.0.0.1"],
    ["this machine, by NAT64", "64:ff9b::7f00:1"],
    ["this machine, by a NAT64 of one's own", "64:ff9b:1::7f00:1"],
    ["this machine, by 6to4", "2002:7f00:1::"],
    ["a public address, by 6to4", "2002:101:101::"],
    ["this machine, by Teredo", "2001:0:7f00:1::1"],
    ["nothing that is an address", "localhost"],
    ["nothing that a resolver would give", "2130706433"],
    ["nothing", ""],
  ])("%s: %s", (_where, address) => expect(isPublicAddress(address)).toBe(false));
});
