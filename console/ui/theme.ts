import {
  type CSSVariablesResolver,
  createTheme,
  localStorageColorSchemeManager,
  type MantineColorsTuple,
} from '@mantine/core'

const teal: MantineColorsTuple = [
  '#eaf6f5', '#d3ebe8', '#a6d7d2', '#75c1ba', '#4daea6', '#2f9a92', '#1c857d', '#126f68', '#0c5b56', '#084844',
] // biome-ignore format: a palette reads best as one row
const gray: MantineColorsTuple = [
  '#f7f9f9', '#eff3f2', '#e4eae9', '#d5dddb', '#bcc7c5', '#94a19e', '#5f6d6a', '#4a5755', '#303b39', '#1a2422',
] // biome-ignore format: a palette reads best as one row
const dark: MantineColorsTuple = [
  '#dfe6e4', '#bcc7c4', '#94a19e', '#6a7875', '#3b4744', '#2d3836', '#202a28', '#161d1c', '#101615', '#0a0f0e',
] // biome-ignore format: a palette reads best as one row

/** Shade 8 of the accent carries white text at 7.9:1 in light; in dark, 7 keeps the button apart from the ground. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 8, dark: 7 },
  colors: { teal, gray, dark },
  black: '#16211f',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.45' },
    },
  },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Its first item takes the focus, not an element without a role of its own.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Button: { defaultProps: { size: 'sm' } },
    Tooltip: {
      defaultProps: {
        withArrow: true,
        openDelay: 250,
        multiline: true,
        maw: 280,
        events: { hover: true, focus: true, touch: true },
      },
    },
    Drawer: {
      defaultProps: { overlayProps: { backgroundOpacity: 0.35, blur: 1 }, transitionProps: { duration: 140 } },
    },
    Modal: { defaultProps: { overlayProps: { backgroundOpacity: 0.35, blur: 1 }, transitionProps: { duration: 120 } } },
  },
})

/** Trouble has a hue of its own: red belongs to broken promises alone. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-error': '#a3195b',
    '--mantine-color-default-border': '#d5dddb',
    '--mantine-color-placeholder': '#5f6d6a',
    '--mantine-color-dimmed': '#5f6d6a',
  },
  dark: {
    '--mantine-color-error': '#f08cb8',
    '--mantine-color-default-border': '#3b4744',
    '--mantine-color-placeholder': '#94a19e',
    '--mantine-color-dimmed': '#94a19e',
    // The usual one is all but black on black.
    '--mantine-color-teal-light': '#163833',
    '--mantine-color-teal-light-hover': '#1b453f',
    '--mantine-color-teal-light-color': '#9bdcd5',
  },
})

export const colorSchemeManager = localStorageColorSchemeManager({ key: 'kept-color-scheme' })
