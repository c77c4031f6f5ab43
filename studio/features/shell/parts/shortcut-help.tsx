import { useState, type KeyboardEvent } from 'react'
import { combinationOf, normalKeys } from '#lib/keys.ts'
import { useMessages } from '#lib/messages.ts'
import { remapKeys, useActions, type Action } from '#lib/shortcuts.ts'
import { shell } from '#messages/shell.ts'
import { Kbd } from '#patterns/kbd.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '#ui/dialog.tsx'

/** The keys of this page. Each of them can be given another one. */
export default function ShortcutHelp({ onOpenChange }: { onOpenChange: (open: boolean) => void }) {
  const words = useMessages(shell)
  const actions = useActions()
  const [changing, setChanging] = useState<string | null>(null)
  const withKeys = actions.filter(({ keys, id }) => keys !== null || id === changing)
  // What was registered last belongs to the page; the shell's own keys come at the end.
  const scopes = [...new Set(withKeys.map(({ scope }) => scope))].sort(
    (a, b) => Number(a === words.general) - Number(b === words.general),
  )
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent
        className="max-h-[85dvh] overflow-y-auto sm:max-w-xl"
        onEscapeKeyDown={(event) => {
          if (changing === null) return
          event.preventDefault()
          setChanging(null)
        }}
      >
        <DialogHeader>
          <DialogTitle>{words.shortcuts}</DialogTitle>
          <DialogDescription>{words.shortcutsText}</DialogDescription>
        </DialogHeader>
        {scopes.map((scope) => (
          <section key={scope} aria-label={scope}>
            <h3 className="text-muted-foreground mb-1 text-xs font-medium">{scope}</h3>
            <ul className="divide-y rounded-lg border">
              {withKeys
                .filter((action) => action.scope === scope)
                .map((action) => (
                  <Row
                    key={action.id}
                    action={action}
                    all={actions}
                    changing={changing === action.id}
                    onChanging={setChanging}
                  />
                ))}
            </ul>
          </section>
        ))}
        <Button
          variant="outline"
          size="sm"
          className="justify-self-start"
          onClick={() => {
            for (const { id } of actions) remapKeys(id, undefined)
          }}
        >
          {words.resetKeys}
        </Button>
      </DialogContent>
    </Dialog>
  )
}

function Row(props: {
  action: Action
  all: readonly Action[]
  changing: boolean
  onChanging: (id: string | null) => void
}) {
  const words = useMessages(shell)
  const { action, changing } = props
  const [taken, setTaken] = useState<string | null>(null)
  const listen = (event: KeyboardEvent): void => {
    if (!changing || event.key === 'Escape' || event.key === 'Tab') return
    const pressed = combinationOf(event)
    event.preventDefault()
    if (pressed === null) return
    const other = props.all.find(({ id, keys }) => id !== action.id && keys !== null && normalKeys(keys) === pressed)
    if (other !== undefined) return setTaken(other.label)
    remapKeys(action.id, pressed)
    setTaken(null)
    props.onChanging(null)
  }
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-3 px-3 py-1.5 text-sm">
      <span className="min-w-0 flex-1">{action.label}</span>
      {changing && taken !== null && (
        <span role="status" className="text-warning text-xs">
          {words.taken(taken)}
        </span>
      )}
      <Button
        variant="ghost"
        size="sm"
        className="font-normal"
        aria-pressed={changing}
        onKeyDown={listen}
        onBlur={() => changing && props.onChanging(null)}
        onClick={() => {
          setTaken(null)
          props.onChanging(changing ? null : action.id)
        }}
      >
        <span className="sr-only">{words.ownKey(action.label)}</span>
        {changing ? words.pressKey : <Kbd keys={action.keys ?? ''} />}
      </Button>
    </li>
  )
}
