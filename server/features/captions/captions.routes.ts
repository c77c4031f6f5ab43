import * as contract from '@greenroom/contract/slideshow-sessions.ts'
import { route, type Route } from '#kernel/http/route.ts'
import { estimateCaptions, writeCaptions, type CaptionTools } from './captions.ts'

export const captionRoutes = (tools: CaptionTools): Route[] => [
  route(contract.estimateCaptions, ({ actor, params, body }) => estimateCaptions(tools, actor, params.sessionId, body)),
  route(contract.writeCaptions, async ({ actor, params, body }) => ({
    runs: await writeCaptions(tools, actor, params.sessionId, body),
  })),
]
