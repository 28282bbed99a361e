import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod/v3';
import type { Ledger } from '../../../ledger';
import type { Field } from '../../../reports/forms/fields';
import type { Html } from '../../../reports/kit/html';
import type { ReportName } from '../../../reports/names';
import type { Query } from '../../../reports/request';
import type { ReplayAnswer } from '../../run/replay';
import type { Source } from '../source';

/** What a form looks at and changes. */
export interface FormContext {
	context: IExecuteFunctions;
	ledger: Ledger;
	customer: string;
	/** Now, ISO 8601. */
	now: string;
	/** What was read with the page, for whoever announces something; a form that was sent comes without. */
	source?: Source;
}

/** What is announced before anything is changed. */
export interface Proposal<D> {
	title: string;
	/** What will happen, in sentences. */
	effects: readonly string[];
	/** What it happens to. */
	about: readonly Html[];
	/** What has to be filled in for it, beside the name. */
	fields: readonly Field[];
	/** On the button. */
	button: string;
	/** What was announced; it comes back signed. */
	data: D;
}

/** Why there is nothing to confirm, with what there is to look at. */
export interface Nothing {
	nothing: string;
	about: readonly Html[];
}

/** A document of SAP that a run can be started for. */
export const documentSchema = z.object({ entity: z.string(), key: z.string() });
export type Document = z.infer<typeof documentSchema>;

/** An exception that somebody has chosen: a document may have one in each project. */
export const chosenExceptionSchema = documentSchema.extend({ projectId: z.string() });
export type ChosenException = z.infer<typeof chosenExceptionSchema>;

/** What came of it. */
export interface Done {
	/** In sentences. */
	message: string;
	/** What a run could be started for now. */
	documents?: Document[];
	/** The exceptions that a run is to settle, where that is less than all of its documents. */
	exceptions?: ChosenException[];
	/** A run that was started for it. */
	replay?: NonNullable<ReplayAnswer['replay']>;
}

/** Who has sent a form, and with what. */
export interface Sent<D> {
	data: D;
	/** By the name of the field. */
	fields: Record<string, string>;
	by: string;
	formId: string;
}

/** Something that people can do on a page. */
export interface PageForm<D> {
	/** `do=` in the address of the page. */
	action: string;
	/** The page that it is on; `any` = on all. */
	page: ReportName | 'any';
	data: z.ZodType<D>;
	/** The fields as far as they are checked when the form is sent. */
	fields(now: string): readonly Field[];
	/** Looks at the tables and changes nothing. A text = why there is nothing to do. */
	propose(source: FormContext, query: Query): Promise<Proposal<D> | Nothing | string>;
	/** Carries out what was announced; what is not any more as it was then, it leaves alone and says so. */
	apply(source: FormContext, sent: Sent<D>): Promise<Done>;
}

/** A form whose data nobody but itself looks at. */
export interface AnyForm extends Pick<PageForm<unknown>, 'action' | 'page' | 'fields' | 'propose'> {
	/** @throws ZodError when the data are not those of the form */
	apply(source: FormContext, sent: Sent<unknown>): Promise<Done>;
}

export const pageForm = <D>(form: PageForm<D>): AnyForm => ({
	...form,
	apply: async (source, sent) => await form.apply(source, { ...sent, data: form.data.parse(sent.data) }),
});
