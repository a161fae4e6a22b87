"""How good the answers are: scorers, the table of all figures, and the floors that hold them."""
