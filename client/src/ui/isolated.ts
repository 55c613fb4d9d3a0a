export { isolated } from '@cordon/alerts'
