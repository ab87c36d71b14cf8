using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlDsl.Training;

/// <summary>
/// Counts the cells of a block of rows. Each row is a bit: the rows of a cell are those that equal it, all compared at once, and those of a pair of groups are the bits that both have. A count is then
/// one addition for all rows, and none waits for that of the row before.
/// </summary>
internal static class CellCounts
{
    /// <summary>What fills cells up to a whole block: no cell of a column.</summary>
    public const byte None = byte.MaxValue;

    // Beyond, one addition a row is less than one comparison a cell.
    private const int MostCells = 64;

    /// <summary>Whether so many rows are faster counted together than one by one.</summary>
    public static bool IsFaster(int rows) => Vector256.IsHardwareAccelerated && rows >= ProfileBlock.MostRows / 4;

    /// <summary>Counts a column.</summary>
    /// <param name="cells">The cells of the rows of a whole block; <see cref="None"/> behind the rows.</param>
    /// <param name="counts">The counts of all of the column's cells.</param>
    public static void Add(ReadOnlySpan<byte> cells, Span<long> counts)
    {
        if (counts.Length > MostCells)
        {
            foreach (byte cell in cells)
                if (cell != None) counts[cell]++;
            return;
        }
        (Vector256<byte> low, Vector256<byte> high) = Load(cells);
        Vector256<byte> wanted = Vector256<byte>.Zero;
        for (int cell = 0; cell < counts.Length; cell++, wanted += Vector256<byte>.One)
            counts[cell] += BitOperations.PopCount(Vector256.Equals(low, wanted).ExtractMostSignificantBits()) + BitOperations.PopCount(Vector256.Equals(high, wanted).ExtractMostSignificantBits());
    }

    /// <summary>The rows of each group of cells, a bit for each.</summary>
    /// <param name="cells">As of <see cref="Add(ReadOnlySpan{byte}, Span{long})"/>.</param>
    /// <param name="starts">The first cell of each group, ascending, 0 first.</param>
    /// <param name="rows">The bits of all rows.</param>
    /// <param name="masks">As many as groups.</param>
    public static void Group(ReadOnlySpan<byte> cells, ReadOnlySpan<byte> starts, ulong rows, Span<ulong> masks)
    {
        (Vector256<byte> low, Vector256<byte> high) = Load(cells);
        ulong rest = rows;
        masks = masks[..starts.Length];
        for (int group = 1; group < starts.Length; group++)
        {
            Vector256<byte> start = Vector256.Create(starts[group]);
            ulong above = rest & (Vector256.GreaterThanOrEqual(low, start).ExtractMostSignificantBits() | ((ulong)Vector256.GreaterThanOrEqual(high, start).ExtractMostSignificantBits() << 32));
            masks[group - 1] = rest ^ above;
            rest = above;
        }
        masks[^1] = rest;
    }

    /// <summary>Counts a pair of columns: the rows of each group of the first and, within it, of the second.</summary>
    public static void Add(ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second, Span<long> counts)
    {
        foreach (ulong rows in first)
        {
            Span<long> own = counts[..second.Length];
            if (rows != 0)
                for (int i = 0; i < second.Length; i++) own[i] += BitOperations.PopCount(rows & second[i]);
            counts = counts[second.Length..];
        }
    }

    private static (Vector256<byte> Low, Vector256<byte> High) Load(ReadOnlySpan<byte> cells)
    {
        ref byte first = ref MemoryMarshal.GetReference(cells[..ProfileBlock.MostRows]);
        return (Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, (nuint)Vector256<byte>.Count));
    }
}
