import * as z from 'zod'
import * as contract from '@greenroom/contract/exports.ts'
import { Fault } from '#kernel/fault.ts'
import { personOf, route, type RawRoute, type Route } from '#kernel/http/route.ts'
import { sendBytes } from '#kernel/http/send-object.ts'
import type { Tools } from '#kernel/tools.ts'
import { createExport, listExports, openExport } from './exports.ts'

export const exportRoutes = (tools: Tools): Route[] => [
  route(contract.createExport, ({ actor, params, body }) => createExport(tools, actor, params.projectId, body)),
  route(contract.listExports, async ({ actor, params }) => ({
    exports: await listExports(tools, actor, params.projectId),
  })),
]

/** The ZIP itself: a browser's download (cookie) or a program's (bearer), whole or continued where it broke off. */
export const exportRawRoutes = (tools: Tools): RawRoute[] => [
  {
    method: 'GET',
    path: contract.exportPath(':exportId'),
    access: 'approved',
    cookie: true,
    async answer(c, actor) {
      const exportId = z.uuid().safeParse(c.req.param('exportId'))
      if (!exportId.success) throw new Fault('exports.not_found', 404, 'There is no such export.')
      const { fileName, bytes, etag, open } = await openExport(tools, personOf(actor), exportId.data)
      return await sendBytes(c, {
        bytes,
        etag,
        open,
        fileName,
        contentType: 'application/zip',
        saved: true,
        cacheControl: 'private, no-cache',
      })
    },
  },
]
