import type { requisitionReasons } from '../../../nodes/shared/reasons/requisition.ts';
import type { Walks } from './scene.ts';

export const requisitionWalks: Partial<Walks<keyof typeof requisitionReasons>> = {};
