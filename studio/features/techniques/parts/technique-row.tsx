import type { TechniqueView } from '@greenroom/contract/technique-desk.ts'
import { ChevronRightIcon, CopyPlusIcon, PencilIcon, Trash2Icon, Undo2Icon } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { techniques } from '#messages/techniques.ts'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { TechniqueText } from './technique-text.tsx'

/** Name and definition of a technique; opened, everything about it. */
export function TechniqueRow(props: {
  view: TechniqueView
  open: boolean
  onOpen: (open: boolean) => void
  /** Somebody was led here: the row shows itself. */
  reveal: boolean
  /** Left out where the reader may not change it. */
  acts: { busy: boolean; onCopy: () => void; onEdit: () => void; onRemove: () => void } | null
}) {
  const words = useMessages(techniques)
  const language = useLanguage()
  const id = useId()
  const { view, open, reveal, acts } = props
  const line = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!reveal) return
    line.current?.focus({ preventScroll: true })
    line.current?.scrollIntoView({ block: 'center' })
  }, [reveal])
  const { technique, origin } = view
  return (
    <li>
      <h3>
        <button
          ref={line}
          type="button"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => props.onOpen(!open)}
          className="hover:bg-accent/50 focus-visible:ring-ring/50 flex w-full items-start gap-2.5 px-3.5 py-3 text-left outline-none focus-visible:ring-[3px] focus-visible:ring-inset"
        >
          <ChevronRightIcon
            className={cn('text-muted-foreground mt-0.5 size-4 shrink-0 transition-transform', open && 'rotate-90')}
            aria-hidden
          />
          <span className="min-w-0 flex-1">
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium">
              {technique.names[language]}
              {origin !== 'house' && (
                <Badge variant="secondary">{origin === 'copy' ? words.copyMark : words.ownMark}</Badge>
              )}
            </span>
            <span className="text-muted-foreground mt-0.5 block text-[0.8125rem] leading-snug font-normal">
              {technique.summary[language]}
            </span>
          </span>
        </button>
      </h3>
      {open && (
        <div id={id} className="grid gap-5 px-3.5 pt-1 pb-4 sm:pl-10">
          <TechniqueText technique={technique} />
          {acts !== null && (
            <div className="flex flex-wrap gap-2">
              {origin === 'house' ? (
                <Button size="sm" variant="outline" disabled={acts.busy} onClick={acts.onCopy}>
                  <CopyPlusIcon />
                  {words.makeCopy}
                </Button>
              ) : (
                <>
                  <Button size="sm" variant="outline" onClick={acts.onEdit}>
                    <PencilIcon />
                    {words.edit}
                  </Button>
                  <Button size="sm" variant="ghost" onClick={acts.onRemove}>
                    {origin === 'copy' ? <Undo2Icon /> : <Trash2Icon />}
                    {origin === 'copy' ? words.toHouse : words.remove}
                  </Button>
                </>
              )}
            </div>
          )}
        </div>
      )}
    </li>
  )
}
