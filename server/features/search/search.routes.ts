import * as contract from '@greenroom/contract/search.ts'
import { route, type Route } from '#kernel/http/route.ts'
import { searchHouse, similarCalls, type SearchTools } from './search.ts'

export const searchRoutes = (tools: SearchTools): Route[] => [
  route(contract.searchHouse, ({ actor, query }) => searchHouse(tools, actor, query)),
  route(contract.similarCalls, ({ actor, params }) => similarCalls(tools, actor, params.sessionId)),
]
