/** How thick a solid is at each place of its outline. All in the outline's pixels. */
export interface Profile {
  /** From the middle plane to the front. */
  frontAt(x: number, y: number): number;
  /** From the middle plane to the back, positive as well. */
  backAt(x: number, y: number): number;
  /** Half the thickness of a rounded rim. */
  readonly rim: number;
  /** How far in from the rim the surface still bends away, at a place that lies `inside` from the rim. */
  bendAt(x: number, y: number, inside: number): number;
}
