import type { House } from '@greenroom/contract/house.ts'
import { useQuery } from '@tanstack/react-query'
import { queryOf } from '#lib/queries.ts'

/** What this house offers. Pages are shown only once it is known. */
export function useHouse(): House {
  const { data } = useQuery({ ...queryOf('GET /api/house'), staleTime: Number.POSITIVE_INFINITY })
  if (data === undefined) throw new Error('The house is known before any page is shown')
  return data
}
