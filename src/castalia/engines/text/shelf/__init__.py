"""The outline writer's shelf: sentences and topic cards in English and Chinese, written for this project."""
