import { walkViews } from './views.js'

walkViews(['desk', 'deskArabic', 'deskEnlarged'])
