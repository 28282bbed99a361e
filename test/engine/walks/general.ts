import type { generalReasons } from '../../../nodes/shared/reasons/general.ts';
import type { Walks } from './scene.ts';

export const generalWalks: Partial<Walks<keyof typeof generalReasons>> = {};
