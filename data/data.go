// Package data embeds the rules, texts and papers that the portal ships as data.
package data

import "embed"

// English is the catalogue of English texts, keyed by the Vietnamese ones.
//
//go:embed locale/en.yaml
var English []byte

// Catalogue holds rules as data, each with its legal source and dates.
//
//go:embed catalogue
var Catalogue embed.FS
