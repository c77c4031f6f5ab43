/** What is chosen in the flow: nodes, or the place of one arrow. */
export interface Selection {
  readonly nodes: readonly string[]
  readonly edge: number | null
}
export const nothing: Selection = { nodes: [], edge: null }
