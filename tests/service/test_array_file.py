"""Arrays in a file, and what becomes of a file that is not whole."""

from pathlib import Path

import numpy as np
import pytest

from service.array_file import map_arrays, write_arrays

ARRAYS = {
    "numbers": np.arange(1000, dtype=np.int64),
    "rows.of": np.array([[1, 2, 3]], dtype=np.int32),
    "none": np.empty((0, 3), dtype=np.int8),
    "ties": np.array([(1, True), (2, False)], dtype=[("end", np.int32), ("is_former", np.bool_)]),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "arrays"
    write_arrays(path, ARRAYS)
    return path


def test_arrays_are_read_as_they_were_written(path: Path) -> None:
    mapped = map_arrays(path)
    assert list(mapped) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert (mapped[name].dtype, mapped[name].shape) == (array.dtype, array.shape)
        assert mapped[name].tolist() == array.tolist()


def test_what_is_mapped_cannot_be_changed(path: Path) -> None:
    with pytest.raises(ValueError, match="read-only"):
        map_arrays(path)["numbers"][0] = 7


def test_a_file_that_was_cut_off_anywhere_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    for length in range(0, len(whole), 61):
        path.write_bytes(whole[:length])
        with pytest.raises(ValueError, match=r"not a file|damaged|empty"):
            map_arrays(path)


def test_a_table_that_was_changed_is_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"at": 0', b'"at": 8'))
    with pytest.raises(ValueError, match="damaged"):
        map_arrays(path)


def test_another_file_is_refused(path: Path) -> None:
    path.write_text("id,type,name")
    with pytest.raises(ValueError, match="not a file of arrays"):
        map_arrays(path)
