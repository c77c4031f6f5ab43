import { useCallback } from 'react'
import { useSearchParams } from 'wouter'

/** The part of the address after `?`, and a way to change some of it. Null and '' leave a name out. */
export function useAddress(): [URLSearchParams, (patch: Readonly<Record<string, string | null>>) => void] {
  const [params, setParams] = useSearchParams()
  const patch = useCallback(
    (changes: Readonly<Record<string, string | null>>) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          for (const [name, value] of Object.entries(changes)) {
            if (value === null || value === '') next.delete(name)
            else next.set(name, value)
          }
          return next
        },
        // Filters and selections are not pages: Back leads to where one came from.
        { replace: true },
      ),
    [setParams],
  )
  return [params, patch]
}

/** One of the allowed values of a name in the address; the first when there is none or an unknown one. */
export function oneOf<T extends string>(params: URLSearchParams, name: string, allowed: readonly [T, ...T[]]): T {
  const value = params.get(name)
  return allowed.find((one) => one === value) ?? allowed[0]
}
