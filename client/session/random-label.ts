/** 128 random bits as hex. `crypto.randomUUID` is not there on pages without https. */
export const randomLabel = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
