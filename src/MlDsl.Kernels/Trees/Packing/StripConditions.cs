using System.Runtime.Intrinsics;

namespace MlDsl.Kernels;

/// <summary>The conditions of a strip on one feature: what they leave of the leaves of its pieces, cell by cell.</summary>
/// <param name="width">The leaves of a piece, 32 or 64.</param>
internal sealed class StripConditions(int width)
{
    // Conditions that stay reached from a key on, and all others.
    private readonly List<(long From, int Lane, ulong Left)> lasting = [];
    private readonly List<(Reach Reach, int Lane, ulong Left)> others = [];
    private readonly ulong[] missing = All();

    public void Add(Reach reach, int lane, ulong left)
    {
        if (reach.Missing) Take(missing, lane, left);
        if (reach.Turns.Length == 1) lasting.Add((reach.Turns[0], lane, left));
        else others.Add((reach, lane, left));
    }

    /// <summary>Runs of cells and the mask of each.</summary>
    public IEnumerable<(int From, int To, Vector512<ulong> Mask)> Cells(MaskColumn column)
    {
        lasting.Sort(static (a, b) => a.From.CompareTo(b.From));
        int[] cells = Starts(column);
        ulong[] left = All();
        int next = 0;
        // How many of its turns each of the others has passed: an odd number where it is reached.
        int[] passed = new int[others.Count];
        for (int i = 0; i + 1 < cells.Length; i++)
        {
            long key = cells[i] == 0 ? long.MinValue : column.Keys[cells[i] - 1];
            for (; next < lasting.Count && lasting[next].From <= key; next++) Take(left, lasting[next].Lane, lasting[next].Left);
            ulong[] all = others.Count == 0 ? left : [.. left];
            for (int k = 0; k < passed.Length; k++)
            {
                (Reach reach, int lane, ulong kept) = others[k];
                while (passed[k] < reach.Turns.Length && reach.Turns[passed[k]] <= key) passed[k]++;
                if ((passed[k] & 1) != 0) Take(all, lane, kept);
            }
            yield return (cells[i], cells[i + 1], Vector512.Create(all));
        }
        yield return (column.Cells - 1, column.Cells, Vector512.Create(missing));
    }

    // The first cells of the runs, ascending, and the end of the last.
    private int[] Starts(MaskColumn column)
    {
        List<int> cells = new(lasting.Count + 2) { 0 };
        foreach ((long from, _, _) in lasting) cells.Add(column.CellOf(from));
        foreach ((Reach reach, _, _) in others)
            foreach (long turn in reach.Turns) cells.Add(column.CellOf(turn));
        cells.Sort();
        int count = 1;
        for (int i = 1; i < cells.Count; i++)
            if (cells[i] != cells[count - 1]) cells[count++] = cells[i];
        cells.RemoveRange(count, cells.Count - count);
        cells.Add(column.Cells - 1);
        return [.. cells];
    }

    private static ulong[] All()
    {
        var all = new ulong[Vector512<ulong>.Count];
        Array.Fill(all, ulong.MaxValue);
        return all;
    }

    private void Take(ulong[] mask, int lane, ulong left)
    {
        if (width == 64) mask[lane] &= left;
        else mask[lane / 2] &= lane % 2 == 0 ? left | (ulong.MaxValue << 32) : (left << 32) | uint.MaxValue;
    }
}
