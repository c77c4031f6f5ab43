import { FolderOpenIcon } from 'lucide-react'
import { useRef, type ComponentProps } from 'react'
import { useMessages } from '#lib/messages.ts'
import { photos } from '#messages/photos.ts'
import { Button } from '#ui/button.tsx'
import type { PickedFile } from './dropped-files.ts'
import type { UploadState } from './uploads.ts'

/** Opens the picker for files of an upload that this browser could not keep; folders come as folders. */
export function PickAgain(props: {
  state: UploadState
  variant: ComponentProps<typeof Button>['variant']
  onPicked: (files: readonly PickedFile[]) => void
}) {
  const { uploads } = useMessages(photos)
  const input = useRef<HTMLInputElement>(null)
  const folder = props.state.lostInFolder
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        {...(folder ? { webkitdirectory: '' } : {})}
        onChange={({ currentTarget }) => {
          const picked = [...(currentTarget.files ?? [])]
          // The same folder once more is a change too.
          currentTarget.value = ''
          props.onPicked(picked.map((file) => ({ file, path: file.webkitRelativePath || null })))
        }}
      />
      <Button size="xs" variant={props.variant} onClick={() => input.current?.click()}>
        <FolderOpenIcon />
        {folder ? uploads.pickFolderAgain : uploads.pickAgain}
      </Button>
    </>
  )
}
