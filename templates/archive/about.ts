export const about = `## Keep the audit trail in files, month by month

Each night the oldest month of the audit trail is written to CSV files, read back, compared byte for byte, and only then deleted from n8n's tables. What is younger than *Months Kept in Tables* stays, where pages and searches see it.

**Set up**
1. *Export month*: the \`customer\` as in the sync, and how many months stay.
2. *Save files* and *Read them back*: the folder. n8n may write where \`N8N_RESTRICT_FILE_ACCESS_TO\` says; in n8n's image keep the folder on a volume.
3. For S3, SFTP or SharePoint, put n8n's node for it in place of both: upload, then download. Name each file by \`{{ $json.fileName }}\`.
4. Publish.

A file that cannot be read back as it was stops the workflow, nothing is deleted, and the alert workflow tells you. A file is never written over by one with fewer rows.

Needs the community package n8n-nodes-sap-procore.`;
