import type { TechniqueFile } from '@greenroom/contract/technique-desk.ts'
import { useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { useFieldText } from '#lib/problem-text.ts'
import { notify } from '#lib/notify.ts'
import { techniques } from '#messages/techniques.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { refusedIn } from '../technique-file.ts'
import { importTechniques } from '../techniques.api.ts'

/** Asks before a file takes the place of what a workspace has under the same names; says what is wrong in it. */
export function ImportDialog(props: { place: { id: string; name: string }; file: TechniqueFile; onClose: () => void }) {
  const words = useMessages(techniques)
  const textOfField = useFieldText()
  const [refused, setRefused] = useState<readonly string[]>([])
  const take = async (): Promise<void> => {
    setRefused([])
    try {
      await notify(words.imported(await importTechniques(props.place.id, props.file)))
    } catch (reason) {
      setRefused(refusedIn(props.file, reason, textOfField))
      throw reason
    }
  }
  return (
    <Confirm
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={words.importTitle(props.file.techniques.length)}
      text={words.importText(props.place.name)}
      action={words.import}
      onConfirm={take}
    >
      {refused.length > 0 && (
        <ul className="grid gap-1.5 text-[0.8125rem] [overflow-wrap:anywhere]">
          {refused.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </Confirm>
  )
}
