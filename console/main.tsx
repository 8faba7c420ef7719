import './ui/mantine.css.ts'
import './ui/inter.css'
import './ui/tokens.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { client } from './api/read.ts'
import { router } from './router.tsx'
import { applyDensity } from './ui/density.ts'
import { LanguageSwitch } from './ui/language-switch.ts'
import { styleNonce } from './ui/nonce.ts'
import { preferredLanguage, speak } from './ui/text.ts'
import { colorSchemeManager, cssVariables, theme } from './ui/theme.ts'
import { Toasts } from './ui/toasts.tsx'

function Console() {
  const [drawn, setDrawn] = useState(0)
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemeManager}
      cssVariablesResolver={cssVariables}
      getStyleNonce={styleNonce}
    >
      <Toasts />
      <QueryClientProvider client={client}>
        <LanguageSwitch value={(next) => void speak(next).then(() => setDrawn(drawn + 1))}>
          <RouterProvider key={drawn} router={router} />
        </LanguageSwitch>
      </QueryClientProvider>
    </MantineProvider>
  )
}

applyDensity()
await speak(preferredLanguage())
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <Console />
    </StrictMode>,
  )
