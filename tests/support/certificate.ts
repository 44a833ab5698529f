import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

interface Certificate {
  /** PEM; it signs itself, so it is its own CA. */
  readonly cert: string;
  readonly key: string;
}

/** One value of ASN.1 in DER: its tag, its length, its content. */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

const sequence = (...contents: readonly Uint8Array[]) => der(0x30, ...contents);
const text = (tag: number, value: string) => der(tag, Buffer.from(value, "latin1"));
const objectId = (hex: string) => der(0x06, Buffer.from(hex, "hex"));
const bits = (content: Uint8Array) => der(0x03, Buffer.of(0), content);

const ecdsaWithSha256 = sequence(objectId("2a8648ce3d040302"));
const subjectAltName = objectId("551d11");
const commonName = objectId("550403");

/** A certificate of X.509 version 3 for these DNS names, valid until 2049. Node can read certificates, and not make them. */
export function selfSignedCertificate(names: readonly string[]): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(der(0x31, sequence(commonName, text(0x0c, "Waygate's tests"))));
  const altNames = sequence(...names.map((dnsName) => text(0x82, dnsName)));
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    ecdsaWithSha256,
    name,
    sequence(text(0x17, "200101000000Z"), text(0x17, "491231235959Z")),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(sequence(subjectAltName, der(0x04, altNames)))),
  );
  const whole = sequence(toBeSigned, ecdsaWithSha256, bits(sign("sha256", toBeSigned, privateKey)));
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${whole.toString("base64").replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}
