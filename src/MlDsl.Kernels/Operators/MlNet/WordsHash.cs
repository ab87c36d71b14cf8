using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ML.NET's key of the hash of all words of a row together, from 1 to 2 to the power of the bits; 0 where one of them is empty.</summary>
[Operator("WordsHash", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WordsHash : Operator
{
    private readonly TextKeys keys;
    private readonly RowHash row;

    /// <param name="stages">What is done to the texts, as <see cref="TextStage"/> reads it.</param>
    /// <param name="isVector">Whether the texts of a row are a vector in ML.NET.</param>
    /// <param name="bits">The bits of a hash, 1 to 31.</param>
    /// <param name="seed">Where hashes begin.</param>
    /// <exception cref="OperatorException">A stage is none, or bits or seed are out of range.</exception>
    public WordsHash(string[] stages, long isVector, long bits, long seed)
    {
        keys = new TextKeys(stages, isVector, null, null, this);
        if (bits is < 1 or > 31 || seed is < 0 or > uint.MaxValue) throw Error($"hashes of {bits} bits begin with {seed}");
        row = new RowHash((int)bits, (uint)seed) { IsText = true };
    }

    /// <summary>Hashes.</summary>
    /// <param name="x">Texts [N, C].</param>
    /// <param name="y">Keys [N, 1].</param>
    public void Run(Tensor<string> x, [Result] Tensor<long> y)
    {
        if (x.Rank != 2) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, C] is expected");
        int width = x.Size(1);
        y.Resize(x.Size(0), 1);
        for (int i = 0; i < y.Length; i++) y.Values[i] = keys.Combined(x.Values.Slice(i * width, width), row);
    }
}
