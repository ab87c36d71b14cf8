using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ML.NET's bits of keys: those of the key's number from 0 on, the highest first; of a missing key all are 1.</summary>
[Operator("KeyBits", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class KeyBits : Operator
{
    private readonly int bits;

    /// <param name="bits">How many bits a key has, 1 to 33.</param>
    /// <exception cref="OperatorException">There are none, or too many.</exception>
    public KeyBits(long bits)
    {
        if (bits is < 1 or > 33) throw Error($"a key has {bits} bits; 1 to 33 are possible");
        this.bits = (int)bits;
    }

    /// <summary>Spells.</summary>
    /// <param name="x">Keys [N, C], 0 for a missing one.</param>
    /// <param name="y">Bits [N, C · bits].</param>
    public void Run(Tensor<long> x, [Result] Tensor<float> y)
    {
        if (x.Rank != 2) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, C] is expected");
        y.Resize(x.Size(0), x.Size(1) * bits);
        for (int i = 0; i < x.Length; i++)
            for (int bit = 0; bit < bits; bit++) y.Values[(i * bits) + bit] = ((x.Values[i] - 1) >> (bits - 1 - bit)) & 1;
    }
}
