export { markup, type Html, type Value } from '../../../shared/html';
