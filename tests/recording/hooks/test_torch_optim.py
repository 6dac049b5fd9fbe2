"""PyTorch: what an unmodified training leaves in a recording, and that it is not changed."""

from __future__ import annotations

import tracemalloc
import weakref
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hooks_helpers import library, recorded

from sgdviz.recording.hooks import LibraryHooks
from sgdviz.recording.hooks.training import DENSE, MOST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable

torch = library("torch")
nn, functional = torch.nn, torch.nn.functional
X = torch.linspace(-1, 1, 24)[:, None]
Y = 2 * X + 0.5


def arrays(module: Any) -> list[np.ndarray]:
    """Return copies of the parameters and buffers of a module."""
    return [tensor.detach().numpy().copy() for tensor in (*module.parameters(), *module.buffers())]


def trained(
    module: Any, x: Any, y: Any, loss: Any, steps: int = 5, optimizer: Callable[..., Any] = torch.optim.SGD
) -> list[np.ndarray]:
    """Train `module` on all data and return its parameters and buffers."""
    own = optimizer(module.parameters(), lr=0.05)
    for _ in range(steps):
        own.zero_grad()
        loss(module(x), y).backward()
        own.step()
    return arrays(module)


def test_a_line_has_its_parameters_data_and_losses() -> None:
    """The recording has the start, a row a step, the parameters by name, and the loss of the script."""
    losses: list[float] = []

    def train() -> list[np.ndarray]:
        losses.clear()
        model = nn.Linear(1, 1)

        def loss(prediction: Any, target: Any) -> Any:
            value = functional.mse_loss(prediction, target)
            losses.append(value.item())
            return value

        return trained(model, X, Y, loss)

    (run,) = recorded(train)
    recording = run.recording
    assert recording.param_names == ("weight", "bias")
    assert recording.step.tolist() == list(range(6))
    np.testing.assert_allclose(recording.loss[1:], losses, rtol=1e-6)
    np.testing.assert_allclose(recording.cost[:-1], losses, rtol=1e-6)
    np.testing.assert_array_equal(recording.dataset.x, X.numpy())
    np.testing.assert_array_equal(recording.dataset.y, Y.numpy().ravel())
    slope, start = recording.params[-1]
    np.testing.assert_allclose(recording.predictions[-1], slope * X.numpy().ravel() + start, rtol=1e-5)


def test_the_evidence_names_the_line_of_the_script() -> None:
    """The evidence has the file, the line of the step, the names and the variable of the model."""

    def train() -> list[np.ndarray]:
        model = nn.Linear(1, 1)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        for _ in range(3):
            optimizer.zero_grad()
            nn.MSELoss()(model(X), Y).backward()
            optimizer.step()
        return arrays(model)

    (run,) = recorded(train)
    with open(__file__, encoding="utf-8") as file:  # noqa: PTH123, a line of this very file
        line = file.read().splitlines()[run.line - 1]
    assert run.file == __file__
    assert line.strip() == "optimizer.step()"
    assert run.evidence == (
        f"test_torch_optim.py:{run.line}: parameters weight, bias of Linear; data from the calls of model (24 rows); "
        "one step = one optimizer.step()"
    )


@pytest.mark.parametrize("name", ["SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Rprop", "NAdam", "Adadelta"])
def test_any_optimizer_is_followed(name: str) -> None:
    """Each optimizer gives a row a step, and its run is not changed."""
    (run,) = recorded(lambda: trained(nn.Linear(1, 1), X, Y, functional.mse_loss, optimizer=getattr(torch.optim, name)))
    assert len(run.recording) == 6


def test_a_step_of_lbfgs_is_one_row() -> None:
    """LBFGS evaluates its closure many times in a step, which has the loss of the first evaluation."""

    def train() -> list[np.ndarray]:
        model = nn.Linear(1, 1)
        optimizer = torch.optim.LBFGS(model.parameters(), max_iter=4)

        def closure() -> Any:
            optimizer.zero_grad()
            loss = functional.mse_loss(model(X), Y)
            loss.backward()
            return loss

        for _ in range(4):
            optimizer.step(closure)
        return arrays(model)

    (run,) = recorded(train)
    assert run.recording.step.tolist() == [0, 1, 2, 3, 4]
    np.testing.assert_allclose(run.recording.loss[1:], run.recording.cost[:-1], rtol=1e-5, atol=1e-9)


def test_batches_are_gathered_into_the_whole_data() -> None:
    """The data are the distinct rows of the first pass over a loader, and steps before they were known are recorded."""
    from torch.utils.data import DataLoader, TensorDataset

    def train() -> list[np.ndarray]:
        model = nn.Linear(1, 1)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        for _ in range(4):
            for x, y in DataLoader(TensorDataset(X, Y), batch_size=7, shuffle=True):
                optimizer.zero_grad()
                functional.mse_loss(model(x), y).backward()
                optimizer.step()
        return arrays(model)

    (run,) = recorded(train)
    recording = run.recording
    order = np.argsort(recording.dataset.x[:, 0])
    np.testing.assert_array_equal(recording.dataset.x[order], X.numpy())
    np.testing.assert_array_equal(recording.dataset.y[order], Y.numpy().ravel())
    assert recording.step.tolist() == list(range(17))
    assert recording.pass_index.tolist() == [0, *np.repeat([1, 2, 3, 4], 4)]
    slopes, starts = recording.params.T
    lines = slopes[:, None] * recording.dataset.x[:, 0] + starts[:, None]
    np.testing.assert_allclose(recording.predictions, lines, rtol=1e-5, atol=1e-6)


def test_a_single_sample_is_known_by_its_number() -> None:
    """With one sample a step the recording says which it was."""

    def train() -> list[np.ndarray]:
        model = nn.Linear(1, 1)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        for _ in range(2):
            for place in range(4):
                optimizer.zero_grad()
                functional.mse_loss(model(X[place]), Y[place]).backward()
                optimizer.step()
        return arrays(model)

    (run,) = recorded(train)
    assert run.recording.sample.tolist() == [-1, 0, 1, 2, 3, 0, 1, 2, 3]


def test_modules_keep_their_modes_counters_and_buffers() -> None:
    """Dropout and batch norm are drawn in evaluation mode, and what a module's call changes is put back."""

    class Counting(nn.Module):  # type: ignore[name-defined,misc]
        def __init__(self) -> None:
            super().__init__()
            self.calls = 0
            self.register_buffer("seen", torch.zeros(1))
            self.parts = nn.Sequential(nn.Linear(1, 8), nn.BatchNorm1d(8), nn.Dropout(0.5), nn.Linear(8, 1))
            self.parts[1].eval()

        def forward(self, x: Any) -> Any:
            self.calls += 1
            self.seen += 1
            return self.parts(x) + 0 * torch.rand(1)

    kept = []

    def train() -> list[np.ndarray]:
        module = Counting()
        heard: list[int] = []
        module.parts[0].register_forward_hook(lambda *_: heard.append(1))
        result = trained(module, X, Y, functional.mse_loss)
        kept.append((module.calls, len(heard), [part.training for part in module.modules()]))
        return result

    (run,) = recorded(train)
    assert kept[0] == kept[1] == (5, 5, [True, True, True, False, True, True])
    assert len(run.recording) == 6


def test_an_error_in_a_call_is_the_scripts_own() -> None:
    """A call that fails raises its own error without a warning, and the next one is the outermost again."""

    def train() -> list[np.ndarray]:
        model = nn.Linear(1, 1)
        with pytest.raises(RuntimeError, match="shapes cannot be multiplied"):
            model(torch.ones(3, 2))
        return trained(model, X, Y, functional.mse_loss)

    (run,) = recorded(train)
    assert len(run.recording) == 6


def test_validation_between_the_steps_is_no_data() -> None:
    """Calls without gradients, or in evaluation mode, add no rows."""

    def train() -> list[np.ndarray]:
        model = nn.Linear(1, 1)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        for _ in range(4):
            model.train()
            optimizer.zero_grad()
            functional.mse_loss(model(X), Y).backward()
            optimizer.step()
            model.eval()
            functional.mse_loss(model(X + 9), Y)
            with torch.no_grad():
                functional.mse_loss(model(X - 9), Y)
        return arrays(model)

    (run,) = recorded(train)
    np.testing.assert_array_equal(run.recording.dataset.x, X.numpy())


def test_two_classes_are_shown_by_the_probability_of_the_second() -> None:
    """Cross-entropy over two scores becomes the probability of class 1, with the loss of the script."""
    x = torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    (run,) = recorded(lambda: trained(nn.Linear(2, 2), x, torch.tensor([0, 1, 1, 0]), nn.CrossEntropyLoss()))
    recording = run.recording
    assert recording.cost_kind == "cross-entropy"
    assert recording.dataset.y.tolist() == [0, 1, 1, 0]
    np.testing.assert_allclose(recording.loss[1:], recording.cost[:-1], rtol=1e-6)
    assert len(recording.grid) > 0


def test_a_logit_is_shown_as_a_probability() -> None:
    """Binary cross-entropy with logits shows the sigmoid, and (N, 1) targets."""
    (run,) = recorded(lambda: trained(nn.Linear(1, 1), X, (X > 0).float(), nn.BCEWithLogitsLoss()))
    assert run.recording.cost_kind == "cross-entropy"
    np.testing.assert_allclose(run.recording.loss[1:], run.recording.cost[:-1], rtol=1e-6)


def test_of_more_classes_the_last_is_shown_against_the_others() -> None:
    """Three classes become one against the others, and the evidence says so."""
    y = torch.arange(24) % 3
    (run,) = recorded(lambda: trained(nn.Linear(1, 3), X, y, nn.CrossEntropyLoss()))
    assert "class 2 of 3 against the others" in run.evidence
    np.testing.assert_array_equal(run.recording.dataset.y, (y == 2).numpy())
    assert run.recording.dataset.class_names == ("others", "class 2")


def test_a_sigmoid_after_the_call_is_part_of_the_prediction() -> None:
    """What the script applies to the model's output is found by its values."""

    def loss(output: Any, target: Any) -> Any:
        return functional.binary_cross_entropy(torch.sigmoid(output).squeeze(), target.squeeze())

    (run,) = recorded(lambda: trained(nn.Linear(1, 1), X, (X > 0).float(), loss))
    np.testing.assert_allclose(run.recording.loss[1:], run.recording.cost[:-1], rtol=1e-5)


def test_a_residual_of_the_script_is_a_pair() -> None:
    """A difference between an output and a target is enough, without a loss function."""
    (run,) = recorded(lambda: trained(nn.Linear(1, 1), X, Y, lambda output, y: ((y - output) ** 2).mean()))
    np.testing.assert_allclose(run.recording.loss[1:], run.recording.cost[:-1], rtol=1e-5)


def test_a_pair_from_elsewhere_is_taken_too() -> None:
    """`saw_pair` tells a hook what a script compares in a way of its own."""
    with LibraryHooks() as hooks:

        def loss(output: Any, y: Any) -> Any:
            hooks.saw_pair(output, y)
            return torch.addcmul(y**2 - 2 * y * output, output, output).mean()

        trained(nn.Linear(1, 1), X, Y, loss)
    (run,) = hooks.runs()
    np.testing.assert_allclose(run.recording.loss[1:], run.recording.cost[:-1], rtol=1e-5)


def test_parameters_without_a_module_are_followed_through_a_forward_pass_by_hand() -> None:
    """Plain tensors have the names of the script's variables, and the prediction is replayed for other inputs."""
    x, y = X[:, 0], Y[:, 0]

    def train() -> list[np.ndarray]:
        w, b = torch.zeros(1, requires_grad=True), torch.zeros(1, requires_grad=True)
        optimizer = torch.optim.SGD([w, b], lr=0.1)
        for _ in range(6):
            optimizer.zero_grad()
            ((w * x + b - y) ** 2).mean().backward()
            optimizer.step()
        return [w.detach().numpy(), b.detach().numpy()]

    (run,) = recorded(train)
    recording = run.recording
    assert recording.param_names == ("w", "b")
    np.testing.assert_allclose(recording.loss[1:], recording.cost[:-1], rtol=1e-5)
    lines = recording.params[:, :1] * recording.grid[:, 0] + recording.params[:, 1:]
    np.testing.assert_allclose(recording.grid_predictions, lines, rtol=1e-5, atol=1e-6)
    assert torch.overrides._len_torch_function_stack() == 0


def test_a_stale_number_in_a_forward_pass_is_noticed() -> None:
    """A prediction that uses a parameter as a plain number cannot be replayed, and a sentence says so."""
    x, y = X[:, 0], Y[:, 0]
    with LibraryHooks() as hooks:
        w = torch.zeros(1, requires_grad=True)
        optimizer = torch.optim.SGD([w], lr=0.1)
        for _ in range(6):
            optimizer.zero_grad()
            ((w * x + w.item() * x - y) ** 2).mean().backward()
            optimizer.step()
    assert hooks.runs() == []
    (fault,) = hooks.faults()
    assert "could not be computed again" in fault
    assert torch.overrides._len_torch_function_stack() == 0


def test_a_large_model_keeps_its_losses_and_some_parameters() -> None:
    """Of thousands of parameters a bounded number is recorded, and the evidence says how many."""
    model = nn.Sequential(nn.Linear(1, 100), nn.Tanh(), nn.Linear(100, 50), nn.Tanh(), nn.Linear(50, 1))
    start = {name: tensor.clone() for name, tensor in model.state_dict().items()}

    def train() -> list[np.ndarray]:
        model.load_state_dict(start)
        return trained(model, X, Y, functional.mse_loss)

    (run,) = recorded(train)
    assert len(run.recording.param_names) == MOST_SHOWN
    assert "(100 of 5,301 numbers)" in run.evidence
    own = model.get_parameter("2.weight").detach()
    name = next(name for name in run.recording.param_names if name.startswith("2.weight["))
    row, column = map(int, name[len("2.weight[") : -1].split(","))
    assert run.recording.params[-1, run.recording.param_names.index(name)] == float(own[row, column])


def test_several_optimizers_are_several_runs() -> None:
    """Each optimizer has a run of its own, in the order of their first steps."""

    def train() -> list[np.ndarray]:
        first = trained(nn.Linear(1, 1), X, Y, functional.mse_loss, steps=3)
        return first + trained(nn.Linear(1, 1), X, Y, functional.l1_loss, steps=4)

    first, second = recorded(train)
    assert (len(first.recording), len(second.recording)) == (4, 5)
    assert second.recording.cost_kind == "mean absolute error"


def test_two_optimizers_of_one_loss_see_the_same_batch() -> None:
    """Two optimizers that step after one backward pass have the same losses."""

    def train() -> list[np.ndarray]:
        model = nn.Linear(1, 1)
        first, second = torch.optim.SGD([model.weight], lr=0.1), torch.optim.SGD([model.bias], lr=0.1)
        for _ in range(4):
            model.zero_grad()
            functional.mse_loss(model(X), Y).backward()
            first.step()
            second.step()
        return arrays(model)

    first, second = recorded(train)
    assert (first.recording.param_names, second.recording.param_names) == (("weight",), ("bias",))
    np.testing.assert_array_equal(first.recording.loss, second.recording.loss)


def test_a_loss_inside_a_module_is_followed_to_the_prediction() -> None:
    """A module that returns its loss has no output to compare, and the functions inside it are replayed."""

    class Whole(nn.Module):  # type: ignore[name-defined,misc]
        def __init__(self) -> None:
            super().__init__()
            self.inner = nn.Linear(1, 1)

        def forward(self, x: Any, y: Any) -> Any:
            return functional.mse_loss(self.inner(x), y)

    def train() -> list[np.ndarray]:
        module = Whole()
        optimizer = torch.optim.SGD(module.parameters(), lr=0.1)
        for _ in range(5):
            optimizer.zero_grad()
            module(X, Y).backward()
            optimizer.step()
        return arrays(module)

    (run,) = recorded(train)
    assert run.recording.param_names == ("inner.weight", "inner.bias")
    np.testing.assert_allclose(run.recording.loss[1:], run.recording.cost[:-1], rtol=1e-5)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning", "ignore::FutureWarning")
def test_what_torch_compile_sees_is_left_alone() -> None:
    """A compiled module, and a compiled function that computes a loss, train as ever, and are recorded."""

    def train() -> list[np.ndarray]:
        torch._dynamo.reset()
        model = nn.Linear(1, 1)
        first = trained(torch.compile(model, backend="eager"), X, Y, functional.mse_loss)
        loss_of = torch.compile(lambda x, y: functional.mse_loss(model(x), y), backend="eager")
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        for _ in range(4):
            optimizer.zero_grad()
            loss_of(X, Y).backward()
            optimizer.step()
        return first + arrays(model)

    runs = recorded(train)
    assert runs[0].recording.param_names == ("weight", "bias")
    assert len(runs[0].recording) == 6


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_a_compiled_module_is_a_fault() -> None:
    """The parameters of a module of torch.jit cannot be set aside, and a sentence says so."""
    with LibraryHooks() as hooks:
        trained(torch.jit.script(nn.Linear(1, 1)), X, Y, nn.MSELoss())
    assert hooks.runs() == []
    assert "compiled by torch.jit" in hooks.faults()[0]


def test_no_comparison_is_a_fault_with_its_line() -> None:
    """A training without a target is not shown, and the reason is given with its line."""
    with LibraryHooks() as hooks:
        trained(nn.Linear(1, 1), X, Y, lambda output, _: (output**2).mean())
    assert hooks.runs() == []
    (fault,) = hooks.faults()
    assert "test_torch_optim.py:" in fault
    assert "no prediction of a model was found" in fault


def test_a_script_that_fails_leaves_what_there_is() -> None:
    """The steps before an error are recorded, and the error is the script's own."""
    hooks = LibraryHooks()

    def loss(output: Any, y: Any) -> Any:
        value = functional.mse_loss(output, y)
        seen.append(value)
        if len(seen) == 4:
            raise ZeroDivisionError("the script's own")
        return value

    seen: list[Any] = []
    with pytest.raises(ZeroDivisionError, match="the script's own"), hooks:
        trained(nn.Linear(1, 1), X, Y, loss)
    (run,) = hooks.runs()
    assert run.recording.step.tolist() == [0, 1, 2, 3]


def test_the_values_of_a_function_live_no_longer() -> None:
    """No frame of the script is kept, and so none of its values."""

    class Value:
        """A value that can be watched."""

    def train() -> weakref.ref[Value]:
        value = Value()
        trained(nn.Linear(1, 1), X, Y, functional.mse_loss)
        return weakref.ref(value)

    with LibraryHooks():
        assert train()() is None


def test_everything_is_put_back() -> None:
    """After the block the loss functions, the subtraction and the global hooks are what they were."""
    before = functional.mse_loss, torch.Tensor.__sub__, torch.Tensor.__rsub__
    from torch.nn.modules import module
    from torch.optim import optimizer

    with LibraryHooks():
        assert functional.mse_loss is not before[0]
        assert module._global_forward_hooks
    assert (functional.mse_loss, torch.Tensor.__sub__, torch.Tensor.__rsub__) == before
    assert "__sub__" not in vars(torch.Tensor)
    assert not module._global_forward_hooks
    assert not module._global_forward_pre_hooks
    assert not optimizer._global_optimizer_pre_hooks
    assert not optimizer._global_optimizer_post_hooks


@pytest.mark.slow
def test_ten_thousand_steps_stay_small() -> None:
    """The rows of a long run, and the memory for them, are bounded, and its last step is there."""
    model = nn.Linear(1, 1)
    tracemalloc.start()
    with LibraryHooks() as hooks:
        trained(model, X, Y, functional.mse_loss, steps=10_000)
        _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (run,) = hooks.runs()
    assert len(run.recording) <= 4 * DENSE
    assert run.recording.step[-1] == 10_000
    assert peak < 40_000_000
    np.testing.assert_array_equal(run.recording.params[-1], [model.weight.item(), model.bias.item()])
