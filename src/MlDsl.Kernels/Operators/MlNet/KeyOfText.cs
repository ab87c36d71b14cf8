using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ML.NET's conversion of texts to keys: the number from 0 on and one more; 0 for what is none, or beyond the last one.</summary>
[Operator("KeyOfText", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class KeyOfText : Operator
{
    private readonly long count;

    /// <param name="count">How many keys there are.</param>
    /// <exception cref="OperatorException">There are none.</exception>
    public KeyOfText(long count) => this.count = count > 0 ? count : throw Error($"there are {count} keys");

    /// <summary>Reads.</summary>
    /// <param name="x">Texts.</param>
    /// <param name="y">As many keys.</param>
    public void Run(Tensor<string> x, [Result] Tensor<long> y)
    {
        y.ResizeLike(x);
        for (int i = 0; i < x.Length; i++) y.Values[i] = MlNetText.Key(x.Values[i], count);
    }
}
