import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { queryOf } from '#lib/queries.ts'

/** A workspace as the shelf needs it. */
export interface Place {
  readonly id: string
  readonly name: string
  /** The reader may make and change scenarios there. */
  readonly leads: boolean
}

/** The workspaces of the reader. */
export function usePlaces(): readonly Place[] {
  const { data } = useQuery(queryOf('GET /api/workspaces'))
  return useMemo(
    () => data?.workspaces.map(({ id, name, role }) => ({ id, name, leads: role !== 'member' })) ?? [],
    [data],
  )
}
