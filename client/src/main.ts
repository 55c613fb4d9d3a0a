import { createApp } from 'vue'
import App from './App.vue'
import { i18n, speakFirst } from './i18n/i18n.js'
import { router } from './routes.js'
import { applyTheme } from './theme/theme.js'
import './theme/base.css'
import './theme/controls.css'

applyTheme()
speakFirst()
createApp(App).use(i18n).use(router).mount('#app')
