using System.Buffers.Binary;

namespace MlDsl.Kernels;

/// <summary>The leaves of a compact forest as <see cref="NarrowLeaves"/> says.</summary>
internal sealed class NarrowLeafSections
{
    private readonly List<byte> exponents;

    /// <param name="forest">The pieces.</param>
    /// <param name="leaves">Their leaves.</param>
    /// <exception cref="TreeEnsembleException">They take more than 2 GiB.</exception>
    public NarrowLeafSections(CompactForest forest, MaskLeaves leaves)
    {
        int count = forest.Pieces.Count, place = 0;
        exponents = [.. new byte[count]];
        Groups = forest.Groups.ToArray();
        long length = 0;
        for (int i = 0; i < Groups.Length; i++)
        {
            Groups[i].FirstLeaf = (int)length;
            length += (long)Math.Min(CompactForest.Lanes, count - (i * CompactForest.Lanes)) * NarrowLeaves.Stride(Groups[i].Width);
            if (length > Array.MaxLength) throw new TreeEnsembleException("The packed trees are larger than 2 GiB; use fewer or smaller trees");
        }
        Values = new byte[length + NarrowLeaves.Beyond];
        for (int i = 0, start = 0; i < count; i++)
        {
            int width = forest.Widths[i], stride = NarrowLeaves.Stride(width);
            uint[] bits = [.. Enumerable.Range(place, width).Select(at => BitConverter.SingleToUInt32Bits((float)leaves.Values[at]))];
            Write(Values.AsSpan(start, stride), bits, i);
            (place, start) = (place + width, start + stride);
        }
    }

    /// <summary>The groups, with the bytes at which their leaves start.</summary>
    public PackedGroup[] Groups { get; }

    public byte[] Values { get; }

    public byte[] Exponents => [.. exponents];

    private void Write(Span<byte> into, uint[] bits, int piece)
    {
        byte[] each = [.. bits.Select(static value => (byte)(value >> NarrowLeaves.FractionBits))];
        int below = Math.Max(0, each.Max() - NarrowLeaves.MaxStep);
        bool isWide = each.Any(exponent => exponent != 0 && exponent <= below);
        for (int i = 0; i < bits.Length; i++)
        {
            int step = isWide ? (i < NarrowLeaves.Block ? exponents.Count >> (4 * i) & NarrowLeaves.MaxStep : 0) : each[i] == 0 ? 0 : each[i] - below;
            uint value = (bits[i] & NarrowLeaves.FractionMask) | ((uint)step << NarrowLeaves.FractionBits) | (bits[i] >> NarrowLeaves.SignShift & NarrowLeaves.SignBit);

            // Of two leaves in seven bytes the first ends in the middle of one.
            Span<byte> at = into.Slice(i * 7 / 2, sizeof(uint));
            BinaryPrimitives.WriteUInt32LittleEndian(at, BinaryPrimitives.ReadUInt32LittleEndian(at) | (value << (i % 2 * 4)));
        }
        exponents[piece] = isWide ? (byte)NarrowLeaves.Wide : (byte)below;
        if (isWide) exponents.AddRange(each);
    }
}
