import { walkViews } from './views.js'

walkViews(['phone', 'phoneLight', 'phoneArabic'])
