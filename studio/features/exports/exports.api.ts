import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '#lib/api.ts'
import { onHouseEvent } from '#lib/events.ts'
import { queryOf, refresh, refreshSoon } from '#lib/queries.ts'
import type { CallInput } from '#lib/wire.ts'
import { afterMoves } from '#features/scenes/scenes.api.ts'

export type ExportOrder = NonNullable<CallInput<'POST /api/projects/:projectId/exports'>['body']>

export const useExports = (projectId: string) =>
  useQuery(queryOf('GET /api/projects/:projectId/exports', { params: { projectId } }))

export const useCreateExport = (projectId: string) =>
  useMutation({
    mutationFn: (body: ExportOrder) =>
      afterMoves(projectId, () => call('POST /api/projects/:projectId/exports', { params: { projectId }, body })),
    onSuccess: () => refresh('GET /api/projects/:projectId/exports', { params: { projectId } }),
  })

onHouseEvent('exports.changed', ({ projectId }) =>
  refreshSoon('GET /api/projects/:projectId/exports', { params: { projectId } }),
)
