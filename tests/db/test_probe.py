import pytest
from sqlalchemy import text
@pytest.mark.parametrize("n", range(10))
def test_x(work, n):
    assert work.one(text("select 1"))[0] == 1
