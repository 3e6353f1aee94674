package catalogue

// Type is what a field holds.
type Type int

// The types of fields.
const (
	Text   Type = iota // a line of text
	Lines              // a text of several lines
	Number             // a number, perhaps with decimals
	Whole              // a whole number
	Flag               // yes or no
	Day                // a day, 2006-01-02
	Choice             // one of the field's choices
	Codes              // a list of codes
	List               // rows of fields, in their order
)

// Field is one field of a catalogue's content. From it follow the input on the page, the check, the words of
// a comparison, and the place in the transfer format.
type Field struct {
	Name  string // in YAML, "coefficient"
	Label string // on the screen, "Hệ số"
	Type  Type
	// Least and Most bound a number, or the characters of a text; Most 0 means 300 characters or no bound.
	Least, Most float64
	Optional    bool
	Unique      bool     // no two rows of the list have the same value; it names the row in comparisons
	Choices     []Option // of a Choice
	Fields      []Field  // of a List
	Unit        string   // behind the input: "lần lương cơ sở"
	Hint        string   // below the input
	Blank       int      // how many empty rows the page offers at the end of a List; 0 means 2
}

// Option is a choice of a field.
type Option struct{ Value, Name string }

// key is the field that names a row of a list, nil where none does.
func (f Field) key() *Field {
	for i := range f.Fields {
		if f.Fields[i].Unique {
			return &f.Fields[i]
		}
	}
	return nil
}

// offered is how many empty rows the page offers.
func (f Field) offered() int {
	if f.Blank == 0 {
		return 2
	}
	return f.Blank
}
