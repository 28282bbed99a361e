export { choice } from '../../shared/parameters';
