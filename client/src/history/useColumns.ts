import { ref } from 'vue'
import { choosable, columnsIn, type ChosenColumn } from '../incident/columns.js'
import { recall, remember } from '../ui/memory.js'

/** Which columns of the table of history the reader has chosen; they stay so. */
export function useColumns() {
  const columns = ref(columnsIn(recall('columns')))
  function toggle(column: ChosenColumn) {
    const has = columns.value.includes(column)
    columns.value = choosable.filter((it) => (it === column ? !has : columns.value.includes(it)))
    remember('columns', columns.value.join(','))
  }
  return { columns, toggle }
}
