package locale

// Has reports whether the catalogue knows an English text for the Vietnamese one.
func Has(text string) bool {
	_, ok := english[text]
	return ok
}

// Texts are the Vietnamese texts that the catalogue translates.
func Texts() (list []string) {
	for text := range english {
		list = append(list, text)
	}
	return list
}
