import type { IDataObject } from 'n8n-workflow';
import type { Entity } from '../../shared/model';
import type { ODataClient } from '../odata/client';
import type { Page } from '../odata/paging';

/**
 * The document, or what is wrong with the record that it should be made of, and what is known of it nevertheless: it goes into
 * the detail of the outcome.
 */
export type Reading<T> = { document: T } | { unreadable: string; known?: object };

/** Makes a document of a record; nothing is guessed. */
export type Reader<T> = (record: IDataObject) => Reading<T>;

/** A type of document, as far as operations need to know it. */
export interface DocumentType<T extends object> {
	/** Which lane an outcome about such a document belongs to. */
	entity: Entity;
	/** What people call it, in the middle of a sentence. */
	noun: string;
	/** Key of a record in the form that people enter; `""` when SAP left it out. */
	keyOf(record: IDataObject): string;
	/** Reader for the records of a page; gets what they refer to first. */
	reader(client: ODataClient, page: Page): Promise<Reader<T>>;
	/** What may be the matter when SAP has no document of a key. */
	notFoundAdvice: string;
}
