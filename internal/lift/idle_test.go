package lift

import (
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/streamlift/streamlift/internal/catalogue"
)

// TestOpenModules: each of these lines may run a function that the app does not name, which sets what another one reads.
func TestOpenModules(t *testing.T) {
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	moved := func(line string) bool {
		archive := txtar.Parse([]byte("-- lift --\nurl settings.py:Setup.url\n-- app/settings.py --\nimport os\n\n\ndef set_url(url):\n    os.environ['URL'] = url\n\n\n" +
			"class Setup:\n    @staticmethod\n    def url() -> str:\n        return os.environ['URL']\n\n\nclass Saved:\n    def apply(self):\n        os.environ['URL'] = 'saved'\n" +
			"-- app/app.py --\nimport importlib\nimport runpy\nimport sys\n\nimport streamlit as st\n\nimport settings\n\nname = st.text_input('Name')\n" + line + "\nst.write(settings.Setup.url())\n"))
		return len(Move(caseInput(t, archive, c)).Moved) == 1
	}
	for _, line := range []string{"pass", "st.write(settings.__name__)", "settings.Setup.url()", "st.write('url')"} {
		if !moved(line) {
			t.Errorf("%s: it stays", line)
		}
	}
	for _, line := range []string{
		"settings.set_url(name)", "settings.__dict__['set_' + name]('a')", "getattr(settings, 'set_' + name)('a')", "vars(settings)['set_' + name]('a')",
		"eval('settings.' + name)", "exec(name)", "globals()[name].set_url('a')", "runpy.run_path(name)", "sys.modules[name].f('a')",
		"importlib.import_module(name).f()", "[m for m in (settings,)][0]", "st.button('x', on_click='set_url')", "import joblib\njoblib.load(name).apply()",
		"settings.Saved().apply()",
	} {
		if moved(line) {
			t.Errorf("%s: it moves", line)
		}
	}
}
