import type { Language } from '@greenroom/contract/accounts.ts'
import { KeyboardIcon, LanguagesIcon, LogOutIcon, SettingsIcon, SunMoonIcon } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { useLocation } from 'wouter'
import { languageNames, languages, useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { leave } from '#lib/session.ts'
import { useTheme, type Theme } from '#lib/theme.ts'
import { shell } from '#messages/shell.ts'
import { Kbd } from '#patterns/kbd.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuShortcut,
  DropdownMenuSub,
  DropdownMenuSubContent,
  DropdownMenuSubTrigger,
  DropdownMenuTrigger,
} from '#ui/dropdown-menu.tsx'
import { useMe } from '../gate.tsx'
import { sideOfRail } from './rail.tsx'
import { useAppearance } from '../appearance.ts'

const themes: readonly Theme[] = ['system', 'dark', 'light']

export default function PersonMenu({ trigger, onHelp }: { trigger: ReactElement; onHelp: () => void }) {
  const words = useMessages(shell)
  const me = useMe()
  const theme = useTheme()
  const language = useLanguage()
  const [, navigate] = useLocation()
  const [open, setOpen] = useState(true)
  const { chooseTheme, chooseLanguage } = useAppearance()
  return (
    <DropdownMenu modal={false} open={open} onOpenChange={setOpen}>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent side={sideOfRail()} align="end" sideOffset={8} collisionPadding={12} className="w-60">
        <DropdownMenuLabel className="font-normal">
          <span className="block truncate font-medium">
            {me.firstName} {me.lastName}
          </span>
          <span className="text-muted-foreground block truncate text-xs">{me.email}</span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => navigate('/settings/profile')}>
          <SettingsIcon />
          {words.settings}
        </DropdownMenuItem>
        <DropdownMenuSub>
          <DropdownMenuSubTrigger>
            <SunMoonIcon />
            {words.theme}
          </DropdownMenuSubTrigger>
          <DropdownMenuSubContent>
            <DropdownMenuRadioGroup value={theme} onValueChange={(value) => chooseTheme(value as Theme)}>
              {themes.map((one) => (
                <DropdownMenuRadioItem key={one} value={one}>
                  {words.themes[one]}
                </DropdownMenuRadioItem>
              ))}
            </DropdownMenuRadioGroup>
          </DropdownMenuSubContent>
        </DropdownMenuSub>
        <DropdownMenuSub>
          <DropdownMenuSubTrigger>
            <LanguagesIcon />
            {words.language}
          </DropdownMenuSubTrigger>
          <DropdownMenuSubContent>
            <DropdownMenuRadioGroup value={language} onValueChange={(value) => chooseLanguage(value as Language)}>
              {languages.map((one) => (
                <DropdownMenuRadioItem key={one} value={one} lang={one}>
                  {languageNames[one]}
                </DropdownMenuRadioItem>
              ))}
            </DropdownMenuRadioGroup>
          </DropdownMenuSubContent>
        </DropdownMenuSub>
        <DropdownMenuItem onSelect={onHelp}>
          <KeyboardIcon />
          {words.shortcuts}
          <DropdownMenuShortcut>
            <Kbd keys="?" />
          </DropdownMenuShortcut>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void leave()}>
          <LogOutIcon />
          {words.signOut}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
