// Package catalogue keeps the rules that an authority can change as data: frameworks of criteria, titles,
// forms of award, prizes, base salaries, papers of a dossier, kinds of documents. Each kind of catalogue
// lives in editions that all work the same way.
//
// # Editions
//
// An edition has a number, the text of the law it rests on, the day from which it holds, and its author.
// It begins as a copy of another one (a draft), is edited, compared, tried on what is there, and published
// from a day on. A published edition never changes: a trigger of the database sees to it. The edition in
// force on the day of a case counts (InForce): the latest one published whose day has come, unless it has
// ended.
//
// # Kinds
//
// A Kind is a value of the room whose rules it holds: its permissions, the fields of its content (Field),
// checks beyond the fields, what must hold before an edition is published, and how a draft is tried. From
// the fields follow the page on which it is read and edited, the checks of what is typed or imported, the
// words of a comparison, and the transfer format.
//
// # Transfer
//
// Every edition is exported and imported as YAML: the head (code, name, legal, from, sources, note) and the
// content at the same level. What is imported is checked like what is typed, names what it refuses by place
// ("forms.2.name"), and becomes a draft. What comes with the portal is brought in when it starts; where that text
// has changed, it becomes the next published edition (Install).
package catalogue
