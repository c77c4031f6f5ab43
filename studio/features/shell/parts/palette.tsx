import { useQuery } from '@tanstack/react-query'
import {
  ArrowRightIcon,
  CommandIcon,
  FolderIcon,
  KeyboardIcon,
  LanguagesIcon,
  LogOutIcon,
  PlusIcon,
  SearchIcon,
  SunMoonIcon,
} from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { languageNames, languages, useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { queryOf } from '#lib/queries.ts'
import { leave } from '#lib/session.ts'
import { useActions } from '#lib/shortcuts.ts'
import { useTheme, type Theme } from '#lib/theme.ts'
import { shell } from '#messages/shell.ts'
import { Kbd } from '#patterns/kbd.tsx'
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from '#ui/command.tsx'
import { Dialog, DialogContent, DialogDescription, DialogTitle } from '#ui/dialog.tsx'
import { useAppearance } from '../appearance.ts'
import { useMe } from '../gate.tsx'
import { adminPages, morePages, rooms, settingsPages, type PageLink } from '../pages.ts'

const themes: readonly Theme[] = ['system', 'dark', 'light']

/** Every page, project and action of the present page, found by typing. */
export default function Palette({
  onOpenChange,
  onHelp,
}: {
  onOpenChange: (open: boolean) => void
  onHelp: () => void
}) {
  const words = useMessages(shell)
  const me = useMe()
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState('')
  const shut = (): void => onOpenChange(false)
  const go = (href: string): void => {
    shut()
    navigate(href)
  }
  const pages: readonly PageLink[] = [
    ...rooms.filter(({ href }) => href !== '/admin/people'),
    ...morePages,
    ...settingsPages,
    ...adminPages,
  ]
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent showCloseButton={false} className="top-[18%] translate-y-0 overflow-hidden p-0 sm:max-w-xl">
        <DialogTitle className="sr-only">{words.openPalette}</DialogTitle>
        <DialogDescription className="sr-only">{words.palette}</DialogDescription>
        <Command loop label={words.palette}>
          <CommandInput
            placeholder={words.paletteHint}
            aria-label={words.palette}
            className="h-12"
            value={typed}
            onValueChange={setTyped}
          />
          <CommandList className="max-h-[min(24rem,60dvh)] p-1">
            <CommandEmpty>
              <p className="font-medium">{words.paletteNothing}</p>
              <p className="text-muted-foreground mt-1">{words.paletteNothingText}</p>
            </CommandEmpty>
            <ActionItems onRun={shut} />
            <CommandGroup heading={words.groups.pages}>
              {pages
                .filter(({ adminOnly }) => adminOnly !== true || me.role === 'admin')
                .map(({ href, word }) => (
                  <Item key={href} id={href} icon={<ArrowRightIcon />} onSelect={() => go(href)}>
                    {words[word]}
                  </Item>
                ))}
              <Item id="new-project" icon={<PlusIcon />} onSelect={() => go('/projects?new=1')}>
                {words.newProject}
              </Item>
              <Item id="new-session" icon={<PlusIcon />} onSelect={() => go('/slideshows?new=1')}>
                {words.newSession}
              </Item>
            </CommandGroup>
            <ProjectItems onChoose={(id) => go(`/projects/${id}`)} />
            <Appearance onChosen={shut} />
            <CommandGroup heading={words.general}>
              <Item
                id="help"
                icon={<KeyboardIcon />}
                keys="?"
                onSelect={() => {
                  shut()
                  onHelp()
                }}
              >
                {words.shortcuts}
              </Item>
              <Item id="sign-out" icon={<LogOutIcon />} onSelect={() => void leave()}>
                {words.signOut}
              </Item>
            </CommandGroup>
            {typed.trim().length > 1 && (
              <CommandGroup>
                {/* Holds what was typed in the middle of a word: it is always found, and behind everything else. */}
                <CommandItem
                  value={`…${typed}…`}
                  className="py-2"
                  onSelect={() => go(`/coach?q=${encodeURIComponent(typed.trim())}`)}
                >
                  <SearchIcon />
                  <span className="min-w-0 flex-1 truncate">{words.searchCalls(typed.trim())}</span>
                </CommandItem>
              </CommandGroup>
            )}
          </CommandList>
        </Command>
      </DialogContent>
    </Dialog>
  )
}

function Item(props: { id: string; icon: ReactNode; keys?: string | null; onSelect: () => void; children: string }) {
  return (
    // Two things of the same name are still two.
    <CommandItem value={props.id} keywords={[props.children]} onSelect={props.onSelect} className="py-2">
      {props.icon}
      <span className="min-w-0 flex-1 truncate">{props.children}</span>
      {props.keys !== undefined && props.keys !== null && <Kbd keys={props.keys} />}
    </CommandItem>
  )
}

/** What the page that is shown offers. Those of the shell itself are listed at the end. */
function ActionItems({ onRun }: { onRun: () => void }) {
  const actions = useActions().filter(({ id, hidden }) => hidden !== true && id !== 'shell.help')
  const scopes = [...new Set(actions.map(({ scope }) => scope))]
  return scopes.map((scope) => (
    <CommandGroup key={scope} heading={scope}>
      {actions
        .filter((action) => action.scope === scope)
        .map(({ id, label, keys, run }) => (
          <Item
            key={id}
            id={`action ${id}`}
            icon={<CommandIcon />}
            keys={keys}
            onSelect={() => {
              onRun()
              // After the dialog has given the focus back to the page.
              setTimeout(() => run(), 0)
            }}
          >
            {label}
          </Item>
        ))}
    </CommandGroup>
  ))
}

function ProjectItems({ onChoose }: { onChoose: (projectId: string) => void }) {
  const words = useMessages(shell)
  const { data } = useQuery(queryOf('GET /api/projects'))
  if (data === undefined || data.projects.length === 0) return null
  return (
    <CommandGroup heading={words.groups.projects}>
      {data.projects.map(({ id, name }) => (
        <Item key={id} id={id} icon={<FolderIcon />} onSelect={() => onChoose(id)}>
          {name}
        </Item>
      ))}
    </CommandGroup>
  )
}

function Appearance({ onChosen }: { onChosen: () => void }) {
  const words = useMessages(shell)
  const theme = useTheme()
  const language = useLanguage()
  const { chooseTheme, chooseLanguage } = useAppearance()
  return (
    <CommandGroup heading={words.groups.appearance}>
      {themes
        .filter((one) => one !== theme)
        .map((one) => (
          <Item
            key={one}
            id={`theme ${one}`}
            icon={<SunMoonIcon />}
            onSelect={() => {
              onChosen()
              chooseTheme(one)
            }}
          >
            {words.themeIs(words.themes[one])}
          </Item>
        ))}
      {languages
        .filter((one) => one !== language)
        .map((one) => (
          <Item
            key={one}
            id={`language ${one}`}
            icon={<LanguagesIcon />}
            onSelect={() => {
              onChosen()
              chooseLanguage(one)
            }}
          >
            {words.languageIs(languageNames[one])}
          </Item>
        ))}
    </CommandGroup>
  )
}
