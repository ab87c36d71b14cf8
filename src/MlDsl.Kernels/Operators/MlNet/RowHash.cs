namespace MlDsl.Kernels.Operators;

/// <summary>ML.NET's hash of values one after another. Of texts each one begins where the hash of the one before it ends.</summary>
/// <param name="bits">The bits of a hash.</param>
/// <param name="seed">Where hashes begin.</param>
internal struct RowHash(int bits, uint seed)
{
    private uint hash = seed;
    private int length;
    private bool isMissing;

    /// <summary>Whether the values are texts.</summary>
    public bool IsText { get; init; }

    /// <summary>The key of all values; 0 where one is missing.</summary>
    public readonly long Key => isMissing ? 0 : ((IsText ? hash : MlNetHash.Spread(hash ^ (uint)length)) & ((1u << bits) - 1)) + 1L;

    /// <summary>Adds 32 bits.</summary>
    public void Add(uint value)
    {
        hash = MlNetHash.Round(hash, value);
        length += sizeof(uint);
    }

    /// <summary>Adds 64 bits.</summary>
    public void Add(ulong value)
    {
        Add((uint)value);
        Add((uint)(value >> 32));
    }

    /// <summary>Adds a number; both zeros are one value.</summary>
    public void Add(float value)
    {
        isMissing |= float.IsNaN(value);
        Add(BitConverter.SingleToUInt32Bits(value == 0 ? 0f : value));
    }

    /// <summary>Adds a number; both zeros are one value.</summary>
    public void Add(double value)
    {
        isMissing |= double.IsNaN(value);
        Add(BitConverter.DoubleToUInt64Bits(value == 0 ? 0.0 : value));
    }

    /// <summary>Adds a key.</summary>
    public void AddKey(long key)
    {
        isMissing |= key == 0;
        Add((uint)key);
    }

    /// <summary>Adds a text without the spaces around it; an empty one is missing.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        isMissing |= text.IsEmpty;
        hash = MlNetHash.OfText(hash, text);
    }
}
