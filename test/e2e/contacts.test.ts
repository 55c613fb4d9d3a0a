import { describe, expect, it } from 'vitest'
import { violations } from '../kit/axe.js'
import { looks, mapless, picture } from '../kit/browser.js'
import { evening } from '../kit/evening.js'
import { openBrokenHook } from '../kit/hook.js'
import { administrator, signedIn } from './people.js'

const patience = { timeout: 30_000 } as const

const here = evening('contacts', { CORDON_WEBHOOK_HOSTS: '127.0.0.1' })

/** In the page: on how many lines the words of each label stand. */
function linesOf(labels: readonly Element[]): readonly number[] {
  return labels.map((label) => {
    const words = document.createTreeWalker(label, NodeFilter.SHOW_TEXT, ({ parentElement }) =>
      parentElement?.closest('select') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    )
    const tops = new Set<number>()
    while (words.nextNode() !== null) {
      const range = document.createRange()
      range.selectNodeContents(words.currentNode)
      for (const { top, width } of range.getClientRects()) if (width > 1) tops.add(Math.round(top))
    }
    return tops.size
  })
}

describe('a webhook', () => {
  it.each(['desk', 'deskArabic', 'phoneLight', 'phoneArabic'] as const)(
    'is told that an older secret signs as well only where there is one; its settings stand in a line each (%s)',
    async (at) => {
      const hook = await openBrokenHook()
      const look = mapless(looks[at])
      const isArabic = look.language === 'ar'
      const { page, context, faults } = await signedIn(here.browser, here.server, {
        person: administrator,
        look,
        path: '/me',
      })
      const dialog = page.getByRole('dialog')
      const before = dialog.getByText(isArabic ? 'ويوقّع السابق معه' : 'The one before signs as well')
      await page.getByRole('button', { name: isArabic ? 'أضف وسيلة اتصال' : 'Add a contact method' }).click()
      await page.locator('#contact-kind').selectOption('standard')
      await page.locator('#contact-label').fill(at)
      await page.locator('#contact-address').fill(hook.url)
      await page.locator('#contact-address').press('Enter')
      const shown = dialog.getByText(isArabic ? 'يُعرض هذه المرة وحدها' : 'it is shown this once')
      await shown.waitFor(patience)
      expect(await before.count()).toBe(0)
      await picture(page, `contact-secret-first-${at}`)
      await dialog
        .getByRole('button', { name: isArabic ? 'إغلاق' : 'Close' })
        .last()
        .click()
      await page.locator('#contact-code').fill(hook.code())
      await page.locator('#contact-code').press('Enter')
      const row = page.getByRole('listitem').filter({ hasText: at }).first()
      const language = row.getByText(isArabic ? 'لغة الرسائل' : 'Language of messages')
      await language.waitFor(patience)
      expect(await row.locator('.check').evaluateAll(linesOf)).toEqual([1, 1, 1])
      await row.getByRole('button', { name: isArabic ? 'سرّ جديد' : 'New secret' }).click()
      await before.waitFor(patience)
      await picture(page, `contact-secret-next-${at}`)
      await page.keyboard.press('Escape')
      await before.waitFor({ state: 'detached', ...patience })
      await language.scrollIntoViewIfNeeded()
      await picture(page, `contact-row-${at}`)
      expect(await violations(page)).toEqual([])
      expect(faults).toEqual([])
      hook.close()
      await context.close()
    },
  )
})
