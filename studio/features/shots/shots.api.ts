import type { ShotType } from '@greenroom/contract/shots.ts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '#lib/api.ts'
import { onHouseEvent } from '#lib/events.ts'
import { showAtOnce, useOpenChanges } from '#lib/open-changes.ts'
import { keyOf, queryOf, refresh, refreshSoon } from '#lib/queries.ts'
import type { CallInput } from '#lib/wire.ts'

const listKey = keyOf('GET /api/shot-types')

export const useShotTypes = () =>
  useQuery({ ...queryOf('GET /api/shot-types'), ...useOpenChanges<ShotList>(listKey), staleTime: 5 * 60_000 })

export type ShotDraft = Pick<ShotType, 'name' | 'promptTemplate' | 'key' | 'motion'>

const changed = () => refresh('GET /api/shot-types')

/** Adds a shot type, or changes the one with the id. */
export const useSaveShotType = (shotTypeId: string | null) =>
  useMutation({
    mutationFn: (body: ShotDraft) =>
      shotTypeId === null
        ? call('POST /api/shot-types', { body })
        : call('PATCH /api/shot-types/:shotTypeId', { params: { shotTypeId }, body }),
    onSuccess: changed,
  })

export const useCopyShotType = () =>
  useMutation({
    mutationFn: (shotTypeId: string) => call('POST /api/shot-types/:shotTypeId/copy', { params: { shotTypeId } }),
    onSuccess: changed,
  })

export async function deleteShotType(shotTypeId: string): Promise<void> {
  await call('DELETE /api/shot-types/:shotTypeId', { params: { shotTypeId } })
  await changed()
}

interface ShotList {
  shotTypes: ShotType[]
}

/** Orders one's own shot types; shown at once, goes back when the house refuses. */
export async function orderShotTypes(ids: readonly string[]): Promise<void> {
  const place = new Map(ids.map((id, turn) => [id, turn]))
  await showAtOnce<ShotList, unknown>({
    queryKey: listKey,
    show: ({ shotTypes }) => {
      const own = shotTypes.filter(({ isDefault }) => !isDefault)
      const ordered = own.sort((one, other) => (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0))
      return { shotTypes: [...shotTypes.filter(({ isDefault }) => isDefault), ...ordered] }
    },
    ask: () => call('PUT /api/shot-types/order', { body: { ids: [...ids] } }),
    readAgain: () => void changed(),
  })
}

export const exportShotTypes = () => call('GET /api/shot-types/export')

type ShotFile = NonNullable<CallInput<'POST /api/shot-types/import'>['body']>

export async function importShotTypes(file: ShotFile): Promise<number> {
  const { shotTypes } = await call('POST /api/shot-types/import', { body: file })
  await changed()
  return shotTypes.length
}

onHouseEvent('shots.changed', () => refreshSoon('GET /api/shot-types'))
