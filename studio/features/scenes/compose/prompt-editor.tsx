import { RotateCcwIcon } from 'lucide-react'
import { useId } from 'react'
import { useMessages } from '#lib/messages.ts'
import { scenes } from '#messages/scenes.ts'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { Label } from '#ui/label.tsx'
import { Textarea } from '#ui/textarea.tsx'

/** The prompt as it will be sent. Changing it makes it the person's own, until it is given back to the template. */
export function PromptEditor(props: {
  /** As the house would send it; undefined while nothing is known. */
  made: string | undefined
  own: string | null
  /** Where the person's own text comes from. */
  ownLabel?: string
  onOwn: (text: string | null) => void
  longest: number | undefined
  trouble: readonly string[]
  rows?: number
  className?: string
}) {
  const { compose } = useMessages(scenes)
  const id = useId()
  const { made, own, onOwn, trouble } = props
  return (
    <div className={cn('grid gap-1', props.className)}>
      <div className="flex min-h-6 items-center gap-2">
        <Label htmlFor={id} className="text-xs">
          {compose.prompt}
        </Label>
        {own !== null && (
          <>
            <span className="text-muted-foreground text-xs">{props.ownLabel ?? compose.promptOwn}</span>
            <Button size="xs" variant="ghost" className="ml-auto" onClick={() => onOwn(null)}>
              <RotateCcwIcon />
              {compose.promptReset}
            </Button>
          </>
        )}
      </div>
      <Textarea
        id={id}
        rows={props.rows ?? 3}
        value={own ?? made ?? ''}
        placeholder={compose.promptWaiting}
        disabled={made === undefined && own === null}
        maxLength={props.longest}
        aria-invalid={trouble.length > 0 || undefined}
        aria-describedby={trouble.length > 0 ? `${id}-trouble` : undefined}
        onChange={(event) => onOwn(event.target.value)}
        className="max-h-40 min-h-0 resize-none py-1.5 text-[0.8125rem] md:text-[0.8125rem]"
      />
      <Troubles id={`${id}-trouble`} sentences={trouble} />
    </div>
  )
}

/** What the house has against an input, next to it. */
export function Troubles({
  id,
  sentences,
  className,
}: {
  id?: string
  sentences: readonly string[]
  className?: string
}) {
  if (sentences.length === 0) return null
  return (
    <ul id={id} className={cn('text-destructive grid gap-0.5 text-xs leading-snug', className)}>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}
