export class FileTooLarge extends Error {
  override readonly name = "FileTooLarge";

  constructor(maxBytes: number) {
    super(`The file is larger than the ${maxBytes} bytes that are taken.`);
  }
}
