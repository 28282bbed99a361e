import type { INodePropertyOptions } from 'n8n-workflow';
import { entities, entityTable, type Entity } from '../../shared/entities';

const titleCase = (label: string) => label.replace(/ (\w)/g, (_, letter: string) => ` ${letter.toUpperCase()}`);

/** What a lane is about, as people choose it. */
export const entityOptions: Array<INodePropertyOptions & { value: Entity }> = entities
	.map((value) => ({ name: titleCase(entityTable[value].label), value }))
	.sort((a, b) => a.name.localeCompare(b.name));
