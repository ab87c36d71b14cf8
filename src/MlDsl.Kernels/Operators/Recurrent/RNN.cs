using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's RNN: the plain recurrent network.</summary>
/// <typeparam name="T">float or double; float16 is calculated in single precision.</typeparam>
[Operator("RNN", Ignores = ["output_sequence"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RNN<T> : RecurrentOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PlainCell cell;

    /// <param name="activationAlpha">The first parameters of the functions that take one, in their order.</param>
    /// <param name="activationBeta">The second parameters.</param>
    /// <param name="activations">For each direction its function; Tanh where absent.</param>
    /// <param name="clip">How far from zero sums may be.</param>
    /// <param name="direction">forward, reverse or bidirectional.</param>
    /// <param name="hiddenSize">The numbers of a state; that of the weights where 0.</param>
    /// <param name="layout">0: [steps, sequences, …]; 1: [sequences, steps, …].</param>
    /// <exception cref="OperatorException">An attribute is outside its range.</exception>
    public RNN(
        float[]? activationAlpha = null, float[]? activationBeta = null, string[]? activations = null, float clip = float.PositiveInfinity, string direction = "forward", long hiddenSize = 0, long layout = 0)
        : base(PlainCell.Gates, clip, direction, hiddenSize, layout)
    {
        // Files write the default of both directions where there is one.
        if (direction != "bidirectional" && activations is { Length: 2 }) activations = activations[..1];
        cell = new PlainCell(CellFunction.InOrder(Names(activations, "Tanh"), activationAlpha, activationBeta, this));
    }

    /// <summary>Runs along sequences.</summary>
    /// <param name="x">[steps, sequences, inputs].</param>
    /// <param name="w">[directions, hidden, inputs].</param>
    /// <param name="r">[directions, hidden, hidden].</param>
    /// <param name="b">[directions, 2 · hidden], the biases of both; zero where left out.</param>
    /// <param name="sequenceLens">The steps of each sequence; all where left out.</param>
    /// <param name="initialH">[directions, sequences, hidden], the first states; zero where left out.</param>
    /// <param name="y">[steps, directions, sequences, hidden], all states; zero where a sequence is over.</param>
    /// <param name="yH">[directions, sequences, hidden], the last states.</param>
    /// <exception cref="OperatorException">The shapes do not fit together.</exception>
    public void Run(Tensor<T> x, Tensor<T> w, Tensor<T> r, Tensor<T>? b, Tensor<int>? sequenceLens, Tensor<T>? initialH, [Result] Tensor<T>? y, [Result] Tensor<T>? yH)
    {
        RecurrentShape shape = Shape(x, w, r, b, sequenceLens, initialH, null, null);
        shape.Resize(y, yH, null);
        RecurrentValues<T> values = Values(x, w, r, b, sequenceLens, initialH, y, yH);
        Run(values, shape, cell);
    }
}
