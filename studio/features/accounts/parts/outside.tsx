import { MonitorIcon, MoonIcon, SunIcon } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { languageNames, languages, useLanguage } from '#lib/language.ts'
import { chooseLanguage, useMessages } from '#lib/messages.ts'
import { setTheme, useTheme, type Theme } from '#lib/theme.ts'
import { basics } from '#messages/basics.ts'
import { Mark } from '#patterns/logo.tsx'
import { useTitle } from '#patterns/page-header.tsx'
import { Button } from '#ui/button.tsx'

/** The plain frame of the pages that need no shell: one column, nothing else to look at. */
export function Outside(props: { title: string; text?: ReactNode; children?: ReactNode; footer?: ReactNode }) {
  useTitle(props.title)
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    // A page that is one form starts in its first field; any other one starts at its title.
    const control = main.current?.querySelector<HTMLElement>('input:not([type=hidden]), textarea')
    ;(control ?? main.current?.querySelector('h1'))?.focus({ preventScroll: true })
  }, [props.title])
  return (
    <div className="flex min-h-dvh flex-col">
      <main ref={main} className="flex flex-1 flex-col justify-center px-5 py-12">
        <div className="mx-auto w-full max-w-[22.5rem]">
          <Mark className="mb-8 size-10" />
          <h1 tabIndex={-1} className="text-2xl outline-none font-semibold tracking-tight text-balance">
            {props.title}
          </h1>
          {props.text !== undefined && (
            <p className="text-muted-foreground mt-2.5 text-sm leading-relaxed text-pretty wrap-anywhere">
              {props.text}
            </p>
          )}
          {props.children !== undefined && <div className="mt-8">{props.children}</div>}
          {props.footer !== undefined && <div className="text-muted-foreground mt-8 text-sm">{props.footer}</div>}
        </div>
      </main>
      <Choices />
    </div>
  )
}

const themes: readonly Theme[] = ['system', 'dark', 'light']
const icons = { system: MonitorIcon, dark: MoonIcon, light: SunIcon }

/** Language and theme for somebody who is not signed in. */
function Choices() {
  const words = useMessages(basics)
  const language = useLanguage()
  const theme = useTheme()
  const Icon = icons[theme]
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
  return (
    <footer className="flex items-center justify-center gap-1 px-5 pb-6">
      {languages.map((one) => (
        <Button
          key={one}
          variant="ghost"
          size="sm"
          lang={one}
          aria-pressed={one === language}
          className="text-muted-foreground aria-pressed:text-foreground font-normal aria-pressed:font-medium"
          onClick={() => void chooseLanguage(one)}
        >
          {languageNames[one]}
        </Button>
      ))}
      <Button
        variant="ghost"
        size="icon-sm"
        className="text-muted-foreground"
        aria-label={words.themeNow(words.themes[theme])}
        title={words.themeNow(words.themes[theme])}
        onClick={() => setTheme(next)}
      >
        <Icon />
      </Button>
    </footer>
  )
}
