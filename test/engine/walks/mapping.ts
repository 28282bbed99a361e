import type { mappingReasons } from '../../../nodes/shared/reasons/mapping.ts';
import type { Walks } from './scene.ts';

export const mappingWalks: Partial<Walks<keyof typeof mappingReasons>> = {};
