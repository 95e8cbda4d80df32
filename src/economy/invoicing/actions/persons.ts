/** Who does something, and when. */
export interface Act {
  readonly actor: string;
  readonly now: string;
}
