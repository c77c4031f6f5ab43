import { CheckIcon, CopyIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { basics } from '#messages/basics.ts'
import { Button } from '#ui/button.tsx'

/** Copies a text; its icon says that it did. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const words = useMessages(basics)
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = (): void => void navigator.clipboard.writeText(text).then(() => setCopied(true))
  return (
    <Button
      type="button"
      variant="ghost"
      size="icon-xs"
      onClick={copy}
      aria-label={copied ? words.copied : (label ?? words.copy)}
    >
      {copied ? <CheckIcon /> : <CopyIcon />}
    </Button>
  )
}
