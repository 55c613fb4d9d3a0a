import type { Delivery } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { usePeople } from '../duty/useDuty.js'
import { useSession } from '../session/useSession.js'

/** Whom a delivery tells, in words. */
export function useAddressee() {
  const { t } = useI18n()
  const { account } = useSession()
  const people = usePeople()

  return ({ address, accountId }: Pick<Delivery, 'address' | 'accountId'>): string => {
    if (address === 'room') return t('delivery.room')
    const who = accountId ?? address
    if (who === account.value?.id) return t('delivery.you')
    return people.value.find(({ id }) => id === who)?.name ?? t('delivery.account')
  }
}
