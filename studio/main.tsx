import '#lib/nonce.ts'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startCrashReports } from '#lib/crash-reports.ts'
import { startEvents } from '#lib/events.ts'
import { queryClient } from '#lib/queries.ts'
import { startLanguage } from '#lib/language.ts'
import { startShortcuts } from '#lib/shortcuts.ts'
import { startTheme } from '#lib/theme.ts'
import { keepComeBack } from '#features/posts/come-back.ts'
import { Studio } from './studio.tsx'
import './styles.css'

const root = document.querySelector('#root')
if (root === null) throw new Error('The page has no place for the studio')

keepComeBack()
startCrashReports()
startTheme()
startLanguage()
startShortcuts()
startEvents()

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Studio />
    </QueryClientProvider>
  </StrictMode>,
)
