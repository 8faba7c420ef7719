import { loadMessages, type Messages } from '#messages/palette'
import { areaTexts } from '../ui/area-texts.tsx'

/** The texts of the palette, fetched when it is opened first. */
export const paletteTexts: (language: Parameters<typeof loadMessages>[0]) => Promise<Messages> = areaTexts(loadMessages)

export type PaletteTexts = Messages
