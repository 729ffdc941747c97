"""Document → Report: the form recognised, its entries taken out, unit and month weighed."""
