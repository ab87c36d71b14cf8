using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's LSTM: long short-term memory.</summary>
/// <typeparam name="T">float or double; float16 is calculated in single precision.</typeparam>
[Operator("LSTM", Ignores = ["output_sequence"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LSTM<T> : RecurrentOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly MemoryCell cell;

    /// <param name="activationAlpha">The first parameters of the functions that take one, in their order.</param>
    /// <param name="activationBeta">The second parameters.</param>
    /// <param name="activations">For each direction the functions of the gates, of what enters the cell and of what leaves it; Sigmoid, Tanh and Tanh where absent.</param>
    /// <param name="clip">How far from zero sums may be.</param>
    /// <param name="direction">forward, reverse or bidirectional.</param>
    /// <param name="hiddenSize">The numbers of a state; that of the weights where 0.</param>
    /// <param name="inputForget">1: the cell forgets what the input gate does not let in.</param>
    /// <param name="layout">0: [steps, sequences, …]; 1: [sequences, steps, …].</param>
    /// <exception cref="OperatorException">An attribute is outside its range.</exception>
    public LSTM(
        float[]? activationAlpha = null,
        float[]? activationBeta = null,
        string[]? activations = null,
        float clip = float.PositiveInfinity,
        string direction = "forward",
        long hiddenSize = 0,
        long inputForget = 0,
        long layout = 0)
        : base(MemoryCell.Gates, clip, direction, hiddenSize, layout) =>
        cell = new MemoryCell(CellFunction.InOrder(Names(activations, "Sigmoid", "Tanh", "Tanh"), activationAlpha, activationBeta, this), inputForget != 0);

    /// <summary>Runs along sequences.</summary>
    /// <param name="x">[steps, sequences, inputs].</param>
    /// <param name="w">[directions, 4 · hidden, inputs], of the input, output and forget gates and the cell.</param>
    /// <param name="r">[directions, 4 · hidden, hidden].</param>
    /// <param name="b">[directions, 8 · hidden], the biases of both; zero where left out.</param>
    /// <param name="sequenceLens">The steps of each sequence; all where left out.</param>
    /// <param name="initialH">[directions, sequences, hidden], the first states; zero where left out.</param>
    /// <param name="initialC">The first cells, likewise.</param>
    /// <param name="p">[directions, 3 · hidden], the weights of the cell in the input, output and forget gates; none where left out.</param>
    /// <param name="y">[steps, directions, sequences, hidden], all states; zero where a sequence is over.</param>
    /// <param name="yH">[directions, sequences, hidden], the last states.</param>
    /// <param name="yC">The last cells.</param>
    /// <exception cref="OperatorException">The shapes do not fit together.</exception>
    public void Run(
        Tensor<T> x,
        Tensor<T> w,
        Tensor<T> r,
        Tensor<T>? b,
        Tensor<int>? sequenceLens,
        Tensor<T>? initialH,
        Tensor<T>? initialC,
        Tensor<T>? p,
        [Result] Tensor<T>? y,
        [Result] Tensor<T>? yH,
        [Result] Tensor<T>? yC)
    {
        RecurrentShape shape = Shape(x, w, r, b, sequenceLens, initialH, initialC, p);
        shape.Resize(y, yH, yC);
        RecurrentValues<T> values = Values(x, w, r, b, sequenceLens, initialH, y, yH);
        values.FirstCell = initialC is null ? default : initialC.Values;
        values.Peepholes = p is null ? default : p.Values;
        values.LastCell = yC is null ? default : yC.Values;
        Run(values, shape, cell);
    }
}
