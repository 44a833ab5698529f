/** What this browser keeps between visits. Where storage is refused (private windows, embedded pages), nothing is. */
export function readKept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch (error) {
    console.debug("Nothing can be kept between visits here.", error);
    return null;
  }
}

export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch (error) {
    console.debug(`${key} could not be kept for the next visit.`, error);
  }
}
