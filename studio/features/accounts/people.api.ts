import type { AccountStatus, Role } from '@greenroom/contract/accounts.ts'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { call } from '#lib/api.ts'
import { queryClient } from '#lib/queries.ts'

const KEY = 'GET /api/admin/people'

/** People of this house, newest first, more of them as asked for. */
export function usePeople(filter: { search: string; status: AccountStatus | null }) {
  return useInfiniteQuery({
    queryKey: [KEY, filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call(KEY, {
        query: {
          ...(filter.search.trim() === '' ? {} : { search: filter.search.trim() }),
          ...(filter.status === null ? {} : { status: filter.status }),
          ...(pageParam === null ? {} : { before: pageParam }),
        },
        signal,
      }),
    getNextPageParam: ({ people, more }) => (more ? (people.at(-1)?.createdAt ?? null) : null),
    placeholderData: (before) => before,
  })
}

const readAgain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: [KEY] })

export interface Decision {
  personId: string
  status: 'approved' | 'rejected' | 'suspended'
  reason?: string
}

/** Approves, rejects, suspends or restores somebody. Throws ApiProblem. */
export async function decide({ personId, status, reason }: Decision): Promise<void> {
  const body = reason === undefined || reason.trim() === '' ? { status } : { status, reason: reason.trim() }
  await call('POST /api/admin/people/:personId/status', { params: { personId }, body })
  await readAgain()
}

export function useChangeRole() {
  return useMutation({
    mutationFn: ({ personId, role }: { personId: string; role: Role }) =>
      call('POST /api/admin/people/:personId/role', { params: { personId }, body: { role } }),
    onSettled: readAgain,
  })
}
