// Toasts for the results of one's own acts. The toast library arrives with the first one.

import { makeStore, useStore } from './store.ts'

const wanted = makeStore(false)
/** Whether there is anything to show toasts for; the shell puts their place on the page then. */
export const useToasterWanted = (): boolean => useStore(wanted)

function toasts() {
  wanted.set(true)
  return import('#ui/sonner.tsx')
}

/** Says that something was done. Errors are not told here: they stay where they happened. */
export async function notify(text: string): Promise<void> {
  const { toast } = await toasts()
  toast.success(text)
}

/** A toast with one button. Answers a function that takes it away. */
export async function notifyWithButton(
  text: string,
  label: string,
  seconds: number,
  act: () => void,
): Promise<() => void> {
  const { toast } = await toasts()
  const id = toast(text, { duration: seconds * 1000, action: { label, onClick: act } })
  return () => toast.dismiss(id)
}

/** Says that something one did failed after its place on the screen was gone (an undone deletion, a closed dialog). */
export async function notifyFailure(text: string): Promise<void> {
  const { toast } = await toasts()
  toast.error(text)
}
