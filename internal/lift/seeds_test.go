package lift

import (
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/streamlift/streamlift/internal/catalogue"
)

// TestUnseededDraws: a function that seeds numpy moves unless a line of the page may draw from the same generator.
func TestUnseededDraws(t *testing.T) {
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	moved := func(line string) bool {
		archive := txtar.Parse([]byte("-- lift --\ndata demo.py:data\n-- app/demo.py --\nimport numpy as np\n\n\ndef data(rows: int) -> list[float]:\n    np.random.seed(1)\n" +
			"    return list(np.random.normal(size=rows))\n-- app/app.py --\nimport random\n\nimport numpy as np\nimport pandas as pd\nimport seaborn as sns\nimport sklearn.utils\nimport streamlit as st\nimport umap\n" +
			"from scipy import stats\nfrom sklearn.ensemble import RandomForestRegressor\nfrom sklearn.model_selection import train_test_split\n\nimport demo\n\n" +
			"data = demo.data(3)\nframe = pd.DataFrame({'a': data})\n" + line + "\n"))
		return len(Move(caseInput(t, archive, c)).Moved) == 1
	}
	for _, line := range []string{
		"st.write(data)", "random.seed(1)", "st.write(random.random())", "np.random.seed(2)\nst.write(np.random.normal())", "np.random.default_rng(1).normal()",
		"frame.sample(2, random_state=1)", "train_test_split(frame, random_state=1)", "RandomForestRegressor(random_state=1)", "st.write(stats.norm.pdf(1))",
	} {
		if !moved(line) {
			t.Errorf("%s: it stays", line)
		}
	}
	for _, line := range []string{
		"st.write(np.random.normal())", "if data:\n    np.random.seed(2)\nst.write(np.random.normal())", "frame.sample(2)", "train_test_split(frame)",
		"RandomForestRegressor().fit(frame, data)", "sklearn.utils.shuffle(data)", "st.write(stats.norm.rvs())", "sns.stripplot(frame)", "umap.UMAP().fit(frame)",
		"st.write(np.random.get_state())", "st.button('x', on_click=np.random.normal)", "train_test_split(frame, random_state=None)",
	} {
		if moved(line) {
			t.Errorf("%s: it moves", line)
		}
	}
}
