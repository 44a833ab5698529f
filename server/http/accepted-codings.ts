/** The codings in which built files lie beside themselves, by the names that HTTP gives them (RFC 9110, 8.4.1). */
const CODINGS: readonly string[] = ["br", "gzip"];

/**
 * Which of them this `Accept-Encoding` names and does not rule out by a weight of 0 (RFC 9110, 12.5.3), as such a header.
 * `*` names none: sending the file as it is suits everybody.
 */
export function acceptedCodings(header: string | string[] | undefined): string {
  const offers = String(header ?? "").split(",");
  const named = offers.map((offer) => offer.split(";").map((part) => part.trim().toLowerCase()));
  const isTaken = (parameters: readonly string[]) => !parameters.some((part) => /^q=0(\.0*)?$/.test(part));
  const taken = named.filter(([, ...parameters]) => isTaken(parameters)).map(([coding]) => coding);
  return CODINGS.filter((coding) => taken.includes(coding)).join(", ");
}
