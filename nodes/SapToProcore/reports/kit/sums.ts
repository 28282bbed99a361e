export { inCurrency, percentOf, totals } from '../../../shared/money';
