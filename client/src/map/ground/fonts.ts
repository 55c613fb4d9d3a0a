/// <reference types="vite/client" />
import type { FontFacesSpecification } from 'maplibre-gl'
import arabic400 from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2?url'
import arabic600 from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff2?url'
import latin400Italic from '@fontsource/noto-sans/files/noto-sans-latin-400-italic.woff2?url'
import latin400 from '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?url'
import latin600 from '@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff2?url'
import latinExt400Italic from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-italic.woff2?url'
import latinExt400 from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2?url'
import latinExt600 from '@fontsource/noto-sans/files/noto-sans-latin-ext-600-normal.woff2?url'

/** Letters joined by the map's own shaping become presentation forms, so these belong to the Arabic range. */
const arabicRange = ['U+0600-06FF', 'U+0750-077F', 'U+FB50-FDFF', 'U+FE70-FEFC']
const latinRange = ['U+0000-00FF', 'U+2000-206F', 'U+2122', 'U+2191', 'U+2193', 'U+2212', 'U+2215']
const latinExtRange = ['U+0100-02FF', 'U+0300-036F', 'U+1E00-1EFF', 'U+2070-209F', 'U+20A0-20C0', 'U+2C60-2C7F']

/** The fonts of the map, shipped with the product: no glyph server is asked. */
export const groundFonts: FontFacesSpecification = {
  'Noto Sans Regular': face(latin400, latinExt400, arabic400),
  'Noto Sans SemiBold': face(latin600, latinExt600, arabic600),
  'Noto Sans Italic': face(latin400Italic, latinExt400Italic, arabic400),
}

function face(latin: string, latinExt: string, arabic: string) {
  return [
    { url: arabic, 'unicode-range': arabicRange },
    { url: latin, 'unicode-range': latinRange },
    { url: latinExt, 'unicode-range': latinExtRange },
  ]
}
