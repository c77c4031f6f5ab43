import { useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { beginConnecting } from './posts.api.ts'

const kept = 'greenroom.connecting.from'

/** Where the person was when they went to the consent page. */
export function cameFrom(): string | null {
  try {
    return sessionStorage.getItem(kept)
  } catch {
    return null
  }
}

function remember(address: string): void {
  try {
    sessionStorage.setItem(kept, address)
  } catch {
    // A browser that keeps nothing leads back to the accounts.
  }
}

/** Goes to the consent page; the way back leads to where one is now. */
export function useConnecting() {
  const [location] = useLocation()
  const search = useSearch()
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const connect = async (from = search === '' ? location : `${location}?${search}`): Promise<void> => {
    if (busy) return
    setBusy(true)
    setReason(null)
    try {
      const url = await beginConnecting()
      remember(from)
      // The button stays as it is until the other page is there.
      globalThis.location.assign(url)
    } catch (failure) {
      setReason(failure)
      setBusy(false)
    }
  }
  return { busy, reason, connect }
}
