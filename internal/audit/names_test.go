package audit

import "testing"

func TestIdentifier(t *testing.T) {
	for text, want := range map[string]string{
		"NEO4J_URI": "neo4j_uri", "Top 10 customers": "top_10_customers", "createUser": "create_user", "loadHTTP": "load_http", "Größe": "grosse",
		"Überweisung": "uberweisung", "Сохранить заказ": "sokhranit_zakaz", "  ": "", "2024 report": "report", "確認": "", "a--b__c": "a_b_c", "v2Data": "v2_data",
	} {
		if got := identifier(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
