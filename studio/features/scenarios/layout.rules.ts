import dagre from '@dagrejs/dagre'
import type { Scenario } from '@greenroom/contract/scenarios.ts'
import { moveNodes } from './flow.rules.ts'

/** How large a node is drawn. */
export const nodeSize = { width: 220, height: 92 }

/** Puts every node where the call flows from top to bottom. */
export function tidied(draft: Scenario): Scenario {
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: 'TB', nodesep: 60, ranksep: 98, marginx: 0, marginy: 0 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id } of draft.flow.nodes) graph.setNode(id, { ...nodeSize })
  for (const { from, to } of draft.flow.edges) if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to)
  dagre.layout(graph)
  return moveNodes(
    draft,
    new Map(
      draft.flow.nodes.map(({ id }) => {
        const at = graph.node(id)
        return [id, { x: (at.x ?? 0) - nodeSize.width / 2, y: (at.y ?? 0) - nodeSize.height / 2 }]
      }),
    ),
  )
}
