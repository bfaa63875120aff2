export { open, seal } from './sealed-box.ts';
