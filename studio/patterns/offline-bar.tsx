import { CloudOffIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useLine } from '#lib/events.ts'
import { useMessages } from '#lib/messages.ts'
import { basics } from '#messages/basics.ts'

/** A stream that is cut and back within this time is nobody's business. */
const PATIENCE_MS = 2500

/** A quiet bar while live changes do not arrive. It floats, so that nothing below it moves. */
export function OfflineBar() {
  const words = useMessages(basics)
  const line = useLine()
  const [patient, setPatient] = useState(true)
  const away = line === 'retrying'
  useEffect(() => {
    if (!away) return undefined
    const timer = setTimeout(() => setPatient(false), PATIENCE_MS)
    return () => {
      clearTimeout(timer)
      setPatient(true)
    }
  }, [away])
  const shown = away && !patient
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-3 z-50 flex justify-center px-4">
      {shown && (
        <p className="bg-popover animate-in fade-in slide-in-from-top-2 flex items-center gap-2 rounded-full border px-4 py-2 text-sm shadow-lg">
          <CloudOffIcon className="text-warning size-4" aria-hidden />
          {navigator.onLine ? words.offline : words.network}
        </p>
      )}
    </div>
  )
}
