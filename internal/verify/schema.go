package verify

import _ "embed"

//go:embed recipe.schema.json
var recipeSchema []byte

// RecipeSchema is the JSON Schema of verify.yaml.
func RecipeSchema() []byte { return recipeSchema }
