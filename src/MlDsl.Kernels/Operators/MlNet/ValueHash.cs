using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ML.NET's keys of hashed values, from 1 to 2 to the power of the bits; 0 for what is missing.</summary>
/// <typeparam name="T">string, float, double, bool, or a whole number; long for keys.</typeparam>
[Operator("ValueHash", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ValueHash<T> : Operator
    where T : notnull
{
    private readonly MlNetHash hash;
    private readonly uint seed;
    private readonly bool isOrdered, isKey;

    /// <param name="bits">The bits of a hash, 1 to 31.</param>
    /// <param name="seed">Where hashes begin.</param>
    /// <param name="isOrdered">Whether a value's place in its row takes part.</param>
    /// <param name="isKey">Whether the values are keys, of which 0 is missing.</param>
    /// <param name="isOld">Whether the hash is that of files before ML.NET 1.5.</param>
    /// <exception cref="OperatorException">Bits or seed are out of range.</exception>
    public ValueHash(long bits, long seed, long isOrdered = 0, long isKey = 0, long isOld = 0)
    {
        if (bits is < 1 or > 31 || seed is < 0 or > uint.MaxValue) throw Error($"hashes of {bits} bits begin with {seed}");
        hash = new MlNetHash(isOld != 0, (1u << (int)bits) - 1);
        (this.seed, this.isOrdered, this.isKey) = ((uint)seed, isOrdered != 0, isKey != 0);
    }

    /// <summary>Hashes.</summary>
    /// <param name="x">Values [N, C].</param>
    /// <param name="y">Keys [N, C].</param>
    public void Run(Tensor<T> x, [Result] Tensor<long> y)
    {
        if (x.Rank != 2) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, C] is expected");
        y.ResizeLike(x);
        int width = x.Size(1);
        for (int i = 0; i < x.Length; i++) y.Values[i] = Of(isOrdered ? MlNetHash.Round(seed, (uint)(i % width)) : seed, x.Values[i]);
    }

    // The branches are of the type, and the compiler keeps one.
    private long Of(uint start, T value)
    {
        if (typeof(T) == typeof(string)) return hash.Of(start, (string)(object)value);
        if (typeof(T) == typeof(float)) return OfSingle(start, (float)(object)value);
        if (typeof(T) == typeof(double)) return OfDouble(start, (double)(object)value);
        if (typeof(T) == typeof(bool)) return hash.Of(start, (bool)(object)value ? 1u : 0u);
        if (typeof(T) == typeof(sbyte)) return hash.Of(start, unchecked((uint)(sbyte)(object)value));
        if (typeof(T) == typeof(byte)) return hash.Of(start, (uint)(byte)(object)value);
        if (typeof(T) == typeof(short)) return hash.Of(start, unchecked((uint)(short)(object)value));
        if (typeof(T) == typeof(ushort)) return hash.Of(start, (uint)(ushort)(object)value);
        if (typeof(T) == typeof(int)) return hash.Of(start, unchecked((uint)(int)(object)value));
        if (typeof(T) == typeof(uint)) return hash.Of(start, (uint)(object)value);
        if (typeof(T) == typeof(ulong)) return hash.Of(start, (ulong)(object)value);
        if (typeof(T) == typeof(long)) return OfWhole(start, (long)(object)value);
        throw Error($"values of {typeof(T).Name} have no hash");
    }

    // Both zeros are one value.
    private long OfSingle(uint start, float value) => float.IsNaN(value) ? 0 : hash.Of(start, BitConverter.SingleToUInt32Bits(value == 0 ? 0f : value));

    private long OfDouble(uint start, double value) => double.IsNaN(value) ? 0 : hash.Of(start, BitConverter.DoubleToUInt64Bits(value == 0 ? 0.0 : value));

    private long OfWhole(uint start, long value)
    {
        if (!isKey) return hash.Of(start, unchecked((ulong)value));
        return value == 0 ? 0 : hash.Of(start, (uint)value);
    }
}
