"""Linear models as numbers: read from JSON, applied with numpy."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from wenming_nlp.errors import ResourceError
from wenming_nlp.resources import read_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["LinearModel", "load_model"]


class LinearModel(NamedTuple):
    """A multinomial logistic regression.

    Attributes
    ----------
    labels : tuple of str
    features : tuple of str
        Names of the columns that the model expects.
    coefficients : array of shape (n_features, n_labels)
    intercepts : array of shape (n_labels,)
    """

    labels: tuple[str, ...]
    features: tuple[str, ...]
    coefficients: NDArray[np.float64]
    intercepts: NDArray[np.float64]

    def probabilities(self, row: Sequence[float] | NDArray[np.float64]) -> dict[str, float]:
        """Return the probability of each label, in the order of `labels`; they sum to 1."""
        logits = np.asarray(row, dtype=np.float64) @ self.coefficients + self.intercepts
        weights = np.exp(logits - logits.max())
        values: list[float] = (weights / weights.sum()).tolist()
        return dict(zip(self.labels, values, strict=True))

    def to_json(self) -> str:
        """Return the model as `load_model` reads it."""
        fields: dict[str, Any] = {
            "labels": list(self.labels),
            "features": list(self.features),
            "intercepts": [round(float(v), 4) for v in self.intercepts],
            "coefficients": [[round(float(v), 4) for v in row] for row in self.coefficients],
        }
        lines = [
            f' "{name}": {json.dumps(fields[name], ensure_ascii=False)}'
            for name in ("labels", "features", "intercepts")
        ]
        rows = ",\n  ".join(json.dumps(row) for row in fields["coefficients"])
        return "{\n" + ",\n".join([*lines, f' "coefficients": [\n  {rows}\n ]']) + "\n}\n"


@lru_cache(maxsize=4)
def load_model(name: str, features: tuple[str, ...]) -> LinearModel:
    """Return a packaged model.

    Parameters
    ----------
    name : str
        File name in `resources`.
    features : tuple of str
        The columns that the caller computes.

    Raises
    ------
    ResourceError
        If the model was trained for other columns.
    """
    model = json.loads(read_text(name))
    if tuple(model["features"]) != features:
        raise ResourceError(f"resources/{name}: expected features {list(features)}, got {model['features']}")
    return LinearModel(
        tuple(model["labels"]), features, np.array(model["coefficients"]), np.array(model["intercepts"])
    )  # fmt: skip
