"""What the tests of engines share."""

import pytest


@pytest.fixture(scope="module")
def one_thread():
    """Torch on one thread: tiny networks are faster so, and many processes may be testing."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)
