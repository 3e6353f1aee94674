// Package document renders the registers of documents, drafts, their comparison and the office's templates.
// What may be done on a page stands in document.Rights and document.ListRights; nothing here works it out.
package document
