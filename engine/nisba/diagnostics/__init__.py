"""One value for every finding, its codes with their explanations, and its renderers."""
