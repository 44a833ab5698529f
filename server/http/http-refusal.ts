/** What the front of the house turns down before any feature is asked; features refuse with `Refused`. */
export type HttpRefusalCode =
  | "bad_message"
  | "bad_signature"
  | "foreign_origin"
  | "method_not_allowed"
  | "not_found"
  | "signed_out"
  | "too_large"
  | "too_slow"
  | "unsupported_image";

/** Beside `Refused`, for what only HTTP knows: it carries its own status and headers. */
export class HttpRefusal extends Error {
  override readonly name = "HttpRefusal";
  readonly status: number;
  readonly code: HttpRefusalCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: HttpRefusalCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** The client hung up while its request was being read: nobody is left to be answered. */
export class ClientLeft extends Error {
  override readonly name = "ClientLeft";
}
