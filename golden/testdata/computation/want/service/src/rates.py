def monthly_rate(amount, percent, years):
    """An annuity; odd spacing and a missing newline at the end stay as they are."""
    months,rate = years*12, percent/1200
    return amount/months if rate == 0 else amount*rate/(1-(1+rate)**-months)