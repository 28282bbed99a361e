import type { contractReasons } from '../../../nodes/shared/reasons/contract.ts';
import type { Walks } from './scene.ts';

export const contractWalks: Partial<Walks<keyof typeof contractReasons>> = {};
