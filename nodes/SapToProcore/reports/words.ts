import { entities, type Entity } from '../../shared/model';

const titles: Record<Entity, string> = {
	project: 'Projects',
	supplier: 'Suppliers',
	cost_code: 'Cost codes',
	budget: 'Budget',
	purchase_order: 'Purchase orders',
	requisition: 'Requisitions',
};

const isEntity = (text: string): text is Entity => (entities as readonly string[]).includes(text);

/** What people call the documents of a lane. */
export const entityTitle = (entity: string) => (isEntity(entity) ? titles[entity] : entity);

/** What a report is about and when it was made, for the line under its title. */
export interface ReportHead {
	customer: string;
	/** ISO 8601. */
	at: string;
}
