package document_test

import (
	"slices"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/document"
	"congthidua/internal/fault"
)

var blanks = document.Blanks{
	Values: map[string]string{"so": "1", "ngay": "2"},
	Rows:   map[string][]map[string]string{"nguoi": {{"ten": "A"}}},
}

// template is an uploaded DOCX that says something.
func (o *office) template(name string, object document.Object, says string) document.Template {
	o.t.Helper()
	file := o.file("mau.docx", says)
	return document.Template{Name: name, Object: object, Path: file.Path, SHA256: file.SHA256}
}

// TestKeepingTemplates: by the clerk and the committee; a name holds one template, and a stale page drops
// none.
func TestKeepingTemplates(t *testing.T) {
	t.Parallel()
	o := open(t)
	for _, m := range members {
		keeps := m.name == "clerk" || m.name == "committee"
		err := o.SaveTemplate(
			t.Context(),
			o.as(m.name),
			o.template("Mẫu của "+m.name, document.ForDocument, "{so}"),
			blanks,
		)
		if (err == nil) != keeps {
			t.Errorf("%s saves: %v", m.name, err)
		}
		_, err = o.AllTemplates(t.Context(), o.as(m.name))
		if (err == nil) != keeps {
			t.Errorf("%s lists all: %v", m.name, err)
		}
	}
	clerk := o.as("clerk")
	list, err := o.AllTemplates(t.Context(), clerk)
	o.must(err)
	if len(list) != 2 || list[0].Name != "Mẫu của clerk" || !slices.Equal(list[0].Fields, []string{"so"}) ||
		list[0].Actor != "clerk" {
		t.Fatalf("%+v", list)
	}
	kept := list[0]
	o.must(
		o.SaveTemplate(
			t.Context(),
			o.as("committee"),
			o.template("Mẫu của clerk", document.ForDecision, "{ngay} {#nguoi}{ten}"),
			blanks,
		),
	)
	again, content, err := o.Template(t.Context(), clerk, kept.ID)
	o.must(err)
	if again.Object != document.ForDecision || again.Actor != "committee" || again.Path == kept.Path ||
		len(content) == 0 ||
		!slices.Equal(again.Fields, []string{"ngay", "#nguoi", "ten"}) {
		t.Errorf("replaced by %+v", again)
	}
	refuses(
		t,
		o.DropTemplate(t.Context(), clerk, kept.ID, kept.Version),
		fault.ErrStale,
		"dropped what was replaced meanwhile",
	)
	refuses(
		t,
		o.DropTemplate(t.Context(), o.as("head2"), kept.ID, again.Version),
		fault.ErrForbidden,
		"a head drops it",
	)
	refuses(t, o.DropTemplate(t.Context(), clerk, 999, 1), fault.ErrNotFound, "what is not there")
	o.must(o.DropTemplate(t.Context(), clerk, kept.ID, again.Version))
	paths, err := document.TemplatePaths(t.Context(), o.Store)
	o.must(err)
	if !slices.Equal(paths, []string{list[1].Path}) {
		t.Errorf("the paths are %v", paths)
	}
}

// TestWhatATemplateMustHave.
func TestWhatATemplateMustHave(t *testing.T) {
	t.Parallel()
	o := open(t)
	for name, x := range map[string]struct {
		template document.Template
		field    string
		says     string
	}{
		"a name of 2":          {o.template("ab", document.ForDocument, "{so}"), "name", ""},
		"a name of 201":        {o.template(strings.Repeat("ấ", 201), document.ForDocument, "{so}"), "name", ""},
		"no object":            {o.template("Mẫu", "", "{so}"), "object", ""},
		"no such object":       {o.template("Mẫu", "person", "{so}"), "object", ""},
		"a blank of no object": {o.template("Mẫu", document.ForDocument, "{so} {la_gi} {#ai}"), "file", "{la_gi}, {#ai}"},
		"no blank":             {o.template("Mẫu", document.ForDocument, "so"), "file", "không có chỗ điền"},
		"no DOCX": {document.Template{Name: "Mẫu", Object: document.ForDocument, Path: o.file("a.txt",
			"x").Path}, "file", "Không đọc được"},
	} {
		t.Run(name, func(t *testing.T) {
			invalid(t, o.SaveTemplate(t.Context(), o.as("clerk"), x.template, blanks), x.field, x.says)
		})
	}
	o.must(o.SaveTemplate(t.Context(), o.as("clerk"), o.template("abc", document.ForDocument, "{so}"), blanks))
	o.must(
		o.SaveTemplate(
			t.Context(),
			o.as("clerk"),
			o.template(strings.Repeat("ấ", 200), document.ForDocument, "{so}"),
			blanks,
		),
	)
}

// TestWhoFillsATemplate: whoever sees the kind of record that fills it.
func TestWhoFillsATemplate(t *testing.T) {
	t.Parallel()
	o := open(t)
	for object := range document.ObjectNames {
		o.must(o.SaveTemplate(t.Context(), o.as("clerk"), o.template("Mẫu "+string(object), object, "{so}"), blanks))
	}
	list, err := o.AllTemplates(t.Context(), o.as("clerk"))
	o.must(err)
	sees := map[document.Object][]string{
		document.ForDecision: {"leader", "leader2", "head2", "cadre2", "other2", "head20", "cadre20", "head3", "cadre3",
			"clerk", "committee", "auditor"},
		document.ForCeremony: {"leader", "leader2", "clerk", "committee", "auditor"},
		document.ForProposal: {"leader", "leader2", "clerk", "committee", "auditor"},
		document.ForDocument: everybody,
	}
	for _, x := range list {
		for _, m := range members {
			want := slices.Contains(sees[x.Object], m.name)
			offered, err := o.Templates(t.Context(), o.as(m.name), x.Object)
			if (err == nil && len(offered) == 1) != want {
				t.Errorf("%s is offered %d templates for a %s, %v", m.name, len(offered), x.Object, err)
			}
			if _, _, err := o.Template(t.Context(), o.as(m.name), x.ID); (err == nil) != want {
				t.Errorf("%s and the template for a %s: %v", m.name, x.Object, err)
			}
		}
	}
	_, err = o.Templates(t.Context(), access.Actor{}, "person")
	refuses(t, err, fault.ErrForbidden, "of no object")
}
