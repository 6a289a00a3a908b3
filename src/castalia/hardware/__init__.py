"""What this machine has, what a model needs, and the plan that follows from both."""
