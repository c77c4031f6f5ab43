import { useEffect, useState } from 'react'

/** The value once it has not changed for a moment: what a person typed, when it is to be asked of the server. */
export function usePaused<T>(value: T, milliseconds = 250): T {
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return paused
}
