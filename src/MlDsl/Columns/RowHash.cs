using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;
using MlDsl.Columns;

namespace MlDsl;

/// <summary>
/// A 64-bit hash over the columns of a row, the same on every machine and in every run: xxHash64's mixing over 8-byte words.
/// Two different rows collide with probability 2⁻⁶⁴.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct RowHash
{
    private const ulong Prime1 = 0x9E3779B185EBCA87, Prime2 = 0xC2B2AE3D27D4EB4F, Prime3 = 0x165667B19E3779F9;
    private ulong state;

    /// <summary>A hash of what a source of the row holds.</summary>
    internal static RowHash OfStored => new() { IsOfStored = true };

    /// <summary>Whether columns that come from other data sets are left out.</summary>
    public bool IsOfStored { readonly get; private init; }

    /// <summary>The hash of all that was added.</summary>
    public readonly ulong Value => Mix(state);

    /// <summary>Adds a 64-bit word.</summary>
    public void Add(ulong word) => state = BitOperations.RotateLeft(state ^ (word * Prime2), 31) * Prime1 + Prime3;

    /// <summary>Adds an integer.</summary>
    public void Add(long value) => Add((ulong)value);

    /// <summary>Adds a number; the two zeros are one value.</summary>
    public void Add(double value) => Add(BitConverter.DoubleToUInt64Bits(value == 0 ? 0 : value));

    /// <summary>Adds a flag.</summary>
    public void Add(bool value) => Add(value ? 1UL : 2UL);

    /// <summary>Adds a time: a local one by its instant, so that every machine gives the same hash.</summary>
    public void Add(DateTime value) => Add(value.Kind == DateTimeKind.Local ? value.ToUniversalTime().Ticks : value.Ticks);

    /// <summary>Adds a unique identifier, by the bytes of its text.</summary>
    public void Add(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Add(bytes);
    }

    /// <summary>Adds a text; null differs from the empty text.</summary>
    public void Add(string? value)
    {
        if (value is null)
        {
            Add(ulong.MaxValue);
            return;
        }
        Add(MemoryMarshal.AsBytes(value.AsSpan()));
    }

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add((ulong)bytes.Length);
        while (bytes.Length >= 8)
        {
            Add(MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[8..];
        }
        ulong rest = 0;
        for (int i = 0; i < bytes.Length; i++) rest |= (ulong)bytes[i] << (8 * i);
        if (bytes.Length > 0) Add(rest);
    }

    /// <summary>Adds a vector; NaN counts as a missing element.</summary>
    public void Add<T>(Elements<T> vector) where T : struct, INumberBase<T>
    {
        AddLength(vector);
        for (int i = 0; i < vector.Length; i++) AddElement(vector[i]);
    }

    /// <summary>Adds a vector whose elements may be missing.</summary>
    public void Add<T>(Elements<T?> vector) where T : struct, INumberBase<T>
    {
        AddLength(vector);
        for (int i = 0; i < vector.Length; i++)
        {
            if (vector[i] is { } given) AddElement(given);
            else AddMissing();
        }
    }

    /// <summary>Adds what stands for a missing value.</summary>
    public void AddMissing() => Add(ulong.MaxValue);

    private void AddLength<T>(Elements<T> vector)
    {
        if (vector.IsMissing) AddMissing();
        else Add((ulong)vector.Length);
    }

    private void AddElement<T>(T value) where T : struct, INumberBase<T>
    {
        // A double holds every other type's values, or, of decimals, enough of them.
        if (typeof(T) == typeof(long) || typeof(T) == typeof(ulong)) Add(ulong.CreateTruncating(value));
        else if (T.IsNaN(value)) AddMissing();
        else Add(double.CreateTruncating(value));
    }

    /// <summary>Scrambles <paramref name="word"/> so that every input bit reaches every output bit.</summary>
    public static ulong Mix(ulong word)
    {
        word ^= word >> 33;
        word *= Prime2;
        word ^= word >> 29;
        word *= Prime3;
        return word ^ (word >> 32);
    }
}
