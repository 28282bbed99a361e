import type { costReasons } from '../../../nodes/shared/reasons/cost.ts';
import type { Walks } from './scene.ts';

export const costWalks: Partial<Walks<keyof typeof costReasons>> = {};
