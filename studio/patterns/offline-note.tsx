import { CloudOffIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useLine } from '#lib/events.ts'
import { dock } from '#lib/dock.ts'
import { useMessages } from '#lib/messages.ts'
import { basics } from '#messages/basics.ts'

/** A stream that is cut and back within this time is nobody's business. */
const PATIENCE_MS = 2500

/**
 * Says quietly that live changes do not arrive. It has a place of its own, in the free part of the rail (`narrow`) or as
 * a bar above that of a phone, so that it covers nothing and nothing at the top of the page moves.
 */
export function OfflineNote({ narrow = false }: { narrow?: boolean }) {
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
  const text = navigator.onLine ? words.offline : words.network
  return (
    <div role="status" className="w-full shrink-0">
      {shown &&
        (narrow ? (
          <p className="animate-in fade-in flex flex-col items-center gap-1.5 px-1.5 pb-3 text-center text-[0.6875rem] leading-tight wrap-anywhere hyphens-auto">
            <CloudOffIcon className="text-warning size-[1.125rem]" aria-hidden />
            {text}
          </p>
        ) : (
          <p
            ref={dock}
            className="bg-popover animate-in fade-in flex items-center justify-center gap-2 border-t px-4 py-2 text-[0.8125rem]"
          >
            <CloudOffIcon className="text-warning size-4 shrink-0" aria-hidden />
            {text}
          </p>
        ))}
    </div>
  )
}
