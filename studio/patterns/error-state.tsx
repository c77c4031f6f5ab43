import { RotateCwIcon, TriangleAlertIcon } from 'lucide-react'
import { useMessages } from '#lib/messages.ts'
import { useProblemText } from '#lib/problem-text.ts'
import { basics } from '#messages/basics.ts'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { CopyButton } from './copy-button.tsx'

/** What a list or page shows when it could not be read: the sentence, the code, the reference, and a way on. */
export function ErrorState(props: { reason: unknown; onRetry?: () => void; retrying?: boolean; className?: string }) {
  const words = useMessages(basics)
  const { sentence, code, correlationId } = useProblemText()(props.reason)
  return (
    <div
      role="alert"
      className={cn('mx-auto flex max-w-md flex-col items-center px-6 py-16 text-center', props.className)}
    >
      <div className="bg-destructive/10 text-destructive mb-5 flex size-12 items-center justify-center rounded-xl">
        <TriangleAlertIcon className="size-6" aria-hidden />
      </div>
      <h2 className="text-base font-semibold">{words.errorTitle}</h2>
      <p className="text-muted-foreground mt-2 text-sm leading-relaxed text-pretty">{sentence}</p>
      <Reference code={code} correlationId={correlationId} className="mt-3" />
      {props.onRetry !== undefined && (
        <Button variant="outline" className="mt-6" onClick={props.onRetry} disabled={props.retrying === true}>
          <RotateCwIcon className={props.retrying === true ? 'animate-spin' : ''} />
          {words.retry}
        </Button>
      )}
    </div>
  )
}

/** The same, on the line where it happened: under a form, in a card. */
export function ErrorNote({ reason, className }: { reason: unknown; className?: string }) {
  const { sentence, code, correlationId } = useProblemText()(reason)
  return (
    <div role="alert" className={cn('border-destructive/40 bg-destructive/8 rounded-lg border px-3.5 py-3', className)}>
      <p className="text-sm leading-relaxed">{sentence}</p>
      {correlationId !== null && <Reference code={code} correlationId={correlationId} className="mt-1.5" />}
    </div>
  )
}

/** The code and the correlation id, to quote when asking for help. */
export function Reference(props: { code: string; correlationId: string | null; className?: string }) {
  const words = useMessages(basics)
  const text = props.correlationId === null ? props.code : `${props.code} · ${props.correlationId}`
  return (
    <div className={cn('text-muted-foreground flex max-w-full items-center gap-1 text-xs', props.className)}>
      <code className="font-mono break-all">{text}</code>
      {props.correlationId !== null && <CopyButton text={text} label={words.copyReference} />}
    </div>
  )
}
