import { useRef, type ReactNode } from 'react'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '#ui/dialog.tsx'

/** The dialog around a form for posts: the whole screen of a phone, else as high as there is room. */
export function PostFrame(props: { title: string; text: string; onClose: () => void; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent
        // Hung up by its top: what arrives late makes it longer, and nothing moves from under a pointer.
        className="flex h-dvh max-w-full flex-col gap-0 overflow-hidden rounded-none border-0 p-0 sm:top-[max(1.25rem,calc(50dvh-28rem))] sm:h-auto sm:translate-y-0 sm:max-h-[calc(100dvh-2.5rem)] sm:max-w-[min(56rem,calc(100%-2rem))] sm:rounded-xl sm:border"
        // A click beside it does not throw away what was typed.
        onInteractOutside={(event) => event.preventDefault()}
        onOpenAutoFocus={(event) => {
          // Neither the film nor a choice is what one should act upon first.
          event.preventDefault()
          heading.current?.focus()
        }}
      >
        <DialogHeader className="border-b px-5 py-4 pr-12 text-left">
          <DialogTitle ref={heading} tabIndex={-1} className="outline-none">
            {props.title}
          </DialogTitle>
          <DialogDescription className="wrap-anywhere">{props.text}</DialogDescription>
        </DialogHeader>
        {props.children}
      </DialogContent>
    </Dialog>
  )
}

export const FrameBody = ({ children }: { children: ReactNode }) => (
  <div className="min-h-0 flex-1 overflow-y-auto p-5">{children}</div>
)
