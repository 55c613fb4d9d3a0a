import { walkViews } from './views.js'

walkViews(['desk', 'deskLight', 'deskArabic', 'deskEnlarged'])
