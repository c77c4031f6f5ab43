import { useLocation, useSearch } from 'wouter'

/**
 * One word of the address's query, so that what is filtered or chosen can be reloaded and shared. Setting it replaces
 * the address: typing in a search field is not a way back.
 */
export function useAddressWord(name: string): [value: string, set: (value: string) => void] {
  const search = useSearch()
  const [location, navigate] = useLocation()
  const words = new URLSearchParams(search)
  const set = (value: string): void => {
    if (value === '') words.delete(name)
    else words.set(name, value)
    const text = words.toString()
    navigate(text === '' ? location : `${location}?${text}`, { replace: true })
  }
  return [words.get(name) ?? '', set]
}
