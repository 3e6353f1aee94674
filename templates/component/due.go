package component

import (
	"context"
	"math"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/viet"
)

// Due says a deadline (2006-01-02) with how far it is: 'hạn 05/11/2026, còn 2 ngày'.
func Due(ctx context.Context, due string) string {
	day, err := time.Parse(clock.Date, due)
	now, errNow := time.Parse(clock.Date, Of(ctx).Today)
	if err != nil || errNow != nil {
		return ""
	}
	shown := viet.ShowDate(due)
	switch days := int(math.Round(day.Sub(now).Hours() / 24)); {
	case days > 0:
		return t(ctx, "hạn %s, còn %d ngày", shown, days)
	case days == 0:
		return t(ctx, "hạn hôm nay, %s", shown)
	default:
		return t(ctx, "hạn %s, quá %d ngày", shown, -days)
	}
}
