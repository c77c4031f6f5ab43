import { CloudOffIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useLine } from '#lib/events.ts'
import { useMessages } from '#lib/messages.ts'
import { common } from '#messages/common.ts'

/** A stream that is cut and back within this time is nobody's business. */
const PATIENCE_MS = 2500

/** A quiet bar while live changes do not arrive. It floats, so that nothing below it moves. */
export function OfflineBar() {
  const words = useMessages(common)
  const line = useLine()
  const [shown, setShown] = useState(false)
  const away = line === 'retrying'
  useEffect(() => {
    if (!away) return setShown(false)
    const timer = setTimeout(() => setShown(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [away])
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
