import { Component, type ReactNode } from 'react'
import { ApiProblem } from '#lib/api.ts'
import { isStale, reportBrokenPage } from '#lib/crash-reports.ts'
import { useMessages } from '#lib/messages.ts'
import { basics } from '#messages/basics.ts'
import { Button } from '#ui/button.tsx'
import { ErrorState, Reference } from './error-state.tsx'

interface Caught {
  reason: unknown
  /** Shown, told to the house and logged, so that what a person quotes is found. */
  reference: string
}

interface State {
  resetKey: string
  caught: Caught | null
}

/** Keeps a broken page from taking the rest with it. A new `resetKey` (the address) gives the page another chance. */
export class ErrorBoundary extends Component<{ resetKey: string; children: ReactNode }, State> {
  override state: State = { resetKey: this.props.resetKey, caught: null }

  static getDerivedStateFromError(reason: unknown): Partial<State> {
    return { caught: { reason, reference: crypto.randomUUID() } }
  }

  static getDerivedStateFromProps({ resetKey }: { resetKey: string }, state: State): State | null {
    return resetKey === state.resetKey ? null : { resetKey, caught: null }
  }

  override componentDidCatch(reason: unknown): void {
    reportBrokenPage(reason, this.state.caught?.reference ?? crypto.randomUUID())
  }

  override render(): ReactNode {
    const { caught } = this.state
    if (caught === null) return this.props.children
    return <Crashed caught={caught} onRetry={() => this.setState({ caught: null })} />
  }
}

function Crashed({ caught, onRetry }: { caught: Caught; onRetry: () => void }) {
  const words = useMessages(basics)
  if (caught.reason instanceof ApiProblem)
    return <ErrorState reason={caught.reason} onRetry={onRetry} className="min-h-dvh justify-center" />
  const stale = isStale(caught.reason)
  return (
    <div
      role="alert"
      className="mx-auto flex min-h-[60dvh] max-w-md flex-col items-center justify-center px-6 text-center"
    >
      <h1 className="text-base font-semibold">{stale ? words.staleTitle : words.crashTitle}</h1>
      <p className="text-muted-foreground mt-2 text-sm leading-relaxed text-pretty">
        {stale ? words.staleText : words.crashText}
      </p>
      {!stale && <Reference code="studio.crashed" correlationId={caught.reference} className="mt-3" />}
      <Button className="mt-6" onClick={() => location.reload()}>
        {words.reload}
      </Button>
    </div>
  )
}
