using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ML.NET's key of the hash of a whole row of values, from 1 to 2 to the power of the bits; 0 where one of them is missing.</summary>
/// <typeparam name="T">string, float, double, bool, or a whole number; long for keys.</typeparam>
[Operator("CombinedHash", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CombinedHash<T> : Operator
    where T : notnull
{
    private readonly RowHash row;
    private readonly bool isKey;

    /// <param name="bits">The bits of a hash, 1 to 31.</param>
    /// <param name="seed">Where hashes begin.</param>
    /// <param name="isKey">Whether the values are keys, of which 0 is missing.</param>
    /// <exception cref="OperatorException">Bits or seed are out of range.</exception>
    public CombinedHash(long bits, long seed, long isKey = 0)
    {
        if (bits is < 1 or > 31 || seed is < 0 or > uint.MaxValue) throw Error($"hashes of {bits} bits begin with {seed}");
        (row, this.isKey) = (new RowHash((int)bits, (uint)seed) { IsText = typeof(T) == typeof(string) }, isKey != 0);
    }

    /// <summary>Hashes.</summary>
    /// <param name="x">Values [N, C].</param>
    /// <param name="y">Keys [N, 1].</param>
    public void Run(Tensor<T> x, [Result] Tensor<long> y)
    {
        if (x.Rank != 2) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, C] is expected");
        int width = x.Size(1);
        y.Resize(x.Size(0), 1);
        for (int i = 0; i < y.Length; i++)
        {
            RowHash hash = row;
            foreach (T value in x.Values.Slice(i * width, width)) Add(ref hash, value);
            y.Values[i] = hash.Key;
        }
    }

    // The branches are of the type, and the compiler keeps one.
    private void Add(ref RowHash hash, T value)
    {
        if (typeof(T) == typeof(string)) hash.Add((string)(object)value);
        else if (typeof(T) == typeof(float)) hash.Add((float)(object)value);
        else if (typeof(T) == typeof(double)) hash.Add((double)(object)value);
        else if (typeof(T) == typeof(bool)) hash.Add((bool)(object)value ? 1u : 0u);
        else if (typeof(T) == typeof(sbyte)) hash.Add(unchecked((uint)(sbyte)(object)value));
        else if (typeof(T) == typeof(byte)) hash.Add((uint)(byte)(object)value);
        else if (typeof(T) == typeof(short)) hash.Add(unchecked((uint)(short)(object)value));
        else if (typeof(T) == typeof(ushort)) hash.Add((uint)(ushort)(object)value);
        else if (typeof(T) == typeof(int)) hash.Add(unchecked((uint)(int)(object)value));
        else if (typeof(T) == typeof(uint)) hash.Add((uint)(object)value);
        else if (typeof(T) == typeof(ulong)) hash.Add((ulong)(object)value);
        else if (typeof(T) == typeof(long) && isKey) hash.AddKey((long)(object)value);
        else if (typeof(T) == typeof(long)) hash.Add(unchecked((ulong)(long)(object)value));
        else throw Error($"values of {typeof(T).Name} have no hash");
    }
}
