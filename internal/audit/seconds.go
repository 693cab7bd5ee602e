package audit

import (
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// seconds reads the time to live of a cache: a number, a product of numbers, text as "10m" or "1 day",
// timedelta(hours=1), or a constant that is one of these. It is nil when the time is computed.
func (a *auditor) seconds(fn *flow.Function, e python.Expr) *int {
	value, ok := number(e)
	if _, named := e.(*python.Name); named {
		switch v, _ := a.constant(fn.Module.Body, e); v := v.(type) {
		case int:
			value, ok = float64(v), true
		case float64:
			value, ok = v, true
		case string:
			value, ok = duration(v)
		}
	}
	if !ok {
		return nil
	}
	n := int(value)
	return &n
}

func number(e python.Expr) (float64, bool) {
	switch e := e.(type) {
	case *python.Constant:
		if e.Kind == python.Str {
			return duration(e.Text)
		}
		if e.Kind != python.Int && e.Kind != python.Float {
			return 0, false
		}
		v, err := strconv.ParseFloat(strings.ReplaceAll(e.Text, "_", ""), 64)
		return v, err == nil
	case *python.UnaryOp:
		v, ok := number(e.Operand)
		return -v, ok && e.Op == python.USub
	case *python.BinOp:
		left, ok1 := number(e.Left)
		right, ok2 := number(e.Right)
		switch e.Op {
		case python.Mult:
			return left * right, ok1 && ok2
		case python.Add:
			return left + right, ok1 && ok2
		case python.Div:
			return left / right, ok1 && ok2 && right != 0
		}
	case *python.Call:
		return timedelta(e)
	}
	return 0, false
}

// timedelta reads timedelta(minutes=10).
func timedelta(e *python.Call) (float64, bool) {
	if _, last := calleeOf(e.Func); last != "timedelta" || len(e.Args) > 0 {
		return 0, false
	}
	units := map[string]float64{"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800}
	total := 0.0
	for _, k := range e.Keywords {
		v, ok := number(k.Value)
		if !ok || units[k.Name] == 0 {
			return 0, false
		}
		total += v * units[k.Name]
	}
	return total, len(e.Keywords) > 0
}

// duration reads what pandas reads as a Timedelta in the forms that people use: "10m", "1h", "1 day".
func duration(text string) (float64, bool) {
	text = strings.TrimSpace(text)
	end := 0
	for end < len(text) && (text[end] >= '0' && text[end] <= '9' || text[end] == '.') {
		end++
	}
	v, err := strconv.ParseFloat(text[:end], 64)
	if err != nil {
		return 0, false
	}
	unit := strings.TrimSuffix(strings.TrimSpace(strings.ToLower(text[end:])), "s")
	units := map[string]float64{"": 1, "sec": 1, "second": 1, "m": 60, "min": 60, "minute": 60, "h": 3600, "hr": 3600, "hour": 3600, "d": 86400, "day": 86400, "w": 604800, "week": 604800}
	factor, ok := units[unit]
	return v * factor, ok
}
