export const about = `## Report on SAP S/4HANA and Procore

The pages for people, each also as a file for Excel, and the replay.

| Page | It does |
| --- | --- |
| *Status* | says how the sync is doing |
| *Exceptions* | says what waits, for whom, with which amount; people retry or ignore it there |
| *Mapping* | gives account assignments their cost codes |
| *Vendors* | says which vendor a held supplier is |
| *Projects* | says what belongs to which project |
| *Reconciliation* | holds SAP's commitments against Procore's |
| *Readiness* | says whether both systems fit, before the first run |
| *Why?* | says why a document is, or is not, in Procore |

All of them are at \`…/webhook/sap-procore\`, with links to each other. At the end of the address of a page: \`&format=xlsx\` or \`&format=csv\` for a file, \`&month=2026-10\` for the exceptions of a month. \`…/form/sap-procore/replay-form\` sends documents again.

**Set up**
1. Choose the credentials of SAP and Procore in the nodes that read them.
2. Create a **Basic Auth** credential for people and choose it in *Open page*, another one in *Replay by form* for those who may start runs. *Replay by webhook* takes a **Header Auth** credential with the name \`X-Sap-Procore-Key\`. What you do not use of the last two, deactivate.
3. *Read request*: the \`customer\` as in the sync, and the reports of the month end.
4. For mail: fill in *Send mail* (who gets the month end: between the quotes of *To Email*; a digest goes to the \`owner\` of its projects), choose its SMTP credential and activate it.
5. Publish.

*Run now* makes the reports of the month end at once; the files are in *Make report*.

Needs the community package n8n-nodes-sap-procore.`;
