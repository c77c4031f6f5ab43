import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLanguage } from '#lib/language.ts'
import { queryOf } from '#lib/queries.ts'

/** Names of techniques and mistakes in the reader's language; the id while they are on their way. */
export function useNames(): (id: string) => string {
  const language = useLanguage()
  const { data } = useQuery({ ...queryOf('GET /api/techniques'), staleTime: 10 * 60_000 })
  return useMemo(() => {
    const known = new Map<string, string>()
    for (const { technique } of data?.techniques ?? []) known.set(technique.id, technique.names[language])
    for (const { id, names } of data?.mistakes ?? []) known.set(id, names[language])
    return (id) => known.get(id) ?? id.replaceAll('_', ' ')
  }, [data, language])
}
