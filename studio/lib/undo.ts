import { notifyFailure, notifyWithButton } from './notify.ts'

/** How long the house keeps what was deleted for an undo. */
const UNDO_SECONDS = 10

interface Step {
  readonly undo: () => Promise<unknown>
  readonly until: number
  readonly failed: (reason: unknown) => string
  takeAway: () => void
}

export interface UndoOffer {
  /** What was done, e.g. "3 photos deleted". */
  readonly text: string
  /** The word on the button. */
  readonly label: string
  readonly undo: () => Promise<unknown>
  /** The sentence to show when undoing fails. */
  readonly failed: (reason: unknown) => string
}

const steps: Step[] = []

/** Offers to undo what was just done: a toast with a button, and Ctrl/Cmd+Z, for 10 seconds. */
export function offerUndo(offer: UndoOffer): void {
  const step: Step = {
    undo: offer.undo,
    failed: offer.failed,
    until: Date.now() + UNDO_SECONDS * 1000,
    takeAway: () => undefined,
  }
  steps.push(step)
  void notifyWithButton(offer.text, offer.label, UNDO_SECONDS, () => void take(step)).then((takeAway) => {
    if (steps.includes(step)) step.takeAway = takeAway
    else takeAway()
  })
}

/** Undoes the newest thing that still can be. Answers false when there is none. */
export function undoLast(): boolean {
  const now = Date.now()
  const step = steps.findLast(({ until }) => until > now)
  if (step === undefined) return false
  void take(step)
  return true
}

async function take(step: Step): Promise<void> {
  const place = steps.indexOf(step)
  if (place === -1) return
  steps.splice(place, 1)
  step.takeAway()
  try {
    await step.undo()
  } catch (reason) {
    await notifyFailure(step.failed(reason))
  }
}

/** Nobody undoes what somebody else did on this browser. */
export function forgetUndo(): void {
  for (const step of steps.splice(0)) step.takeAway()
}
