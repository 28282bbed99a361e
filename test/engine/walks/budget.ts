import type { budgetReasons } from '../../../nodes/shared/reasons/budget.ts';
import type { Walks } from './scene.ts';

export const budgetWalks: Partial<Walks<keyof typeof budgetReasons>> = {};
