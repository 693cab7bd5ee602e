package audit

import (
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// Layout is how logic and user interface are spread over the app's files.
type Layout struct {
	LogicLines        int `json:"logic_lines"`
	LogicLinesInUI    int `json:"logic_lines_in_ui"` // in files that import streamlit
	StateKeysInLogic  int `json:"state_keys_in_logic"`
	CachedInUI        int `json:"cached_in_ui"`
	CallbacksWithCode int `json:"callbacks_with_logic"`
}

// layout measures the app.
func (a *auditor) layout() *Layout {
	out := &Layout{}
	keys := map[string]bool{}
	for _, m := range a.App.Modules {
		ui := importsStreamlit(m)
		n := a.logicLines(m)
		out.LogicLines += n
		if ui {
			out.LogicLinesInUI += n
		}
	}
	for _, fn := range a.Program.Functions {
		if fn.Def() != nil && fn.Cache != "" && importsStreamlit(fn.Module) && a.isUI(fn.Module.Body) {
			out.CachedInUI++
		}
		for i := range fn.Events {
			e := &fn.Events[i]
			if e.Key != "" && !a.isUI(fn) && e.Effects.Any(effectsOf(catalogue.StateRead, catalogue.StateWrite)) {
				keys[e.Key] = true
			}
			if e.Kind == flow.PassedOn && e.Callee != nil && a.isUI(fn) && e.Callee.Effects.Any(outward) {
				out.CallbacksWithCode++
			}
		}
	}
	out.StateKeysInLogic = len(keys)
	return out
}

func importsStreamlit(m *flow.Module) bool {
	found := false
	flow.EachStatement(m.File.Module.Body, func(s python.Stmt) bool {
		switch s := s.(type) {
		case *python.Import:
			for _, alias := range s.Names {
				found = found || alias.Name == "streamlit" || strings.HasPrefix(alias.Name, "streamlit.")
			}
		case *python.ImportFrom:
			found = found || s.Level == 0 && (s.Module == "streamlit" || strings.HasPrefix(s.Module, "streamlit."))
		}
		return !found
	})
	return found
}

// logicLines counts the lines of statements that neither draw nor ask nor only define.
func (a *auditor) logicLines(m *flow.Module) int {
	lines := map[int]bool{}
	page := effectsOf(catalogue.Draws, catalogue.Asks, catalogue.Feedback, catalogue.Control)
	for _, fn := range a.Program.Functions {
		if fn.Module != m {
			continue
		}
		flow.EachStatement(bodyOf(fn), func(s python.Stmt) bool {
			switch s.(type) {
			case *python.FunctionDef, *python.ClassDef:
				return false
			case *python.Import, *python.ImportFrom, *python.Pass, *python.Global, *python.Nonlocal:
				return true
			}
			if e, ok := s.(*python.ExprStmt); ok {
				if _, text := e.Value.(*python.Constant); text {
					return true
				}
			}
			head := headOf(s)
			if !fn.EffectsIn(head).Any(page) {
				for line := m.File.Source.Line(head.Start); line <= m.File.Source.Line(max(head.Start, head.End-1)); line++ {
					if strings.TrimSpace(m.File.Source.LineText(line)) != "" {
						lines[line] = true
					}
				}
			}
			return true
		})
	}
	return len(lines)
}

// bodyOf are the statements of a function or module; nil for lambdas.
func bodyOf(fn *flow.Function) []python.Stmt {
	switch node := fn.Node.(type) {
	case *python.Module:
		return node.Body
	case *python.FunctionDef:
		return node.Body
	}
	return nil
}
